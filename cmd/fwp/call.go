package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"fwptracker/api"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// This file lets commands ask the API in this process, over the database itself: what a command may do, checks and answers is what the API does.

// call is one request to the API. A body may be nil; ifMatch is an ETag, or "now" for the thing as it stands, which is read from the path of;
// key an Idempotency-Key.
type call struct {
	method, path     string
	body             []byte
	ifMatch, of, key string
}

// asNow is the ifMatch of a command that acts on a thing as it stands.
const asNow = "now"

// answer is what the API answered.
type answer struct {
	status int
	header http.Header
	bytes.Buffer
}

// Header is the header of the answer, for [http.ResponseWriter].
func (a *answer) Header() http.Header { return a.header }

// WriteHeader takes the status of the answer.
func (a *answer) WriteHeader(status int) { a.status = status }

// refusal is what the API refused, told as lines of text.
type refusal struct{ api.Problem }

func (r refusal) Error() string {
	text := fmt.Sprintf("%s (%d %s)", r.Detail, r.Status, strings.TrimPrefix(r.Type, "/problems/"))
	for _, f := range r.Errors {
		text += fmt.Sprintf("\n  %s: %s", f.Pointer, f.Message)
	}
	return text
}

// inProcess is the API as the commands ask it, for one user.
type inProcess struct {
	handler http.Handler
	ctx     context.Context
}

// asFlag names the user for whom a command acts.
func asFlag() cli.Flag {
	return &cli.StringFlag{Name: "as", Required: true, Usage: "username of the user with whose rights the command reads and acts; the audit names them"}
}

// calling opens the configured database and lets do ask the API as the user named by --as; a command that only reads changes nothing.
func (p *program) calling(ctx context.Context, c *cli.Command, reads bool, do func(inProcess) error) error {
	open := p.withTracker
	if reads {
		open = p.reading
	}
	return open(ctx, c, func(t *tracker.Tracker) error {
		as, err := t.ActorNamed(ctx, c.String("as"))
		if workplan.KindOf(err) == workplan.NotFound {
			return wrongUse("--as: there is no user %q; \"fwp user list\" lists them", c.String("as"))
		}
		if err != nil {
			return err
		}
		as.Request = operator.Request
		log := slog.New(slog.NewTextHandler(p.stderr, nil))
		return do(inProcess{ctx: ctx, handler: api.New(api.Config{Tracker: t, As: &as, Log: log, Now: time.Now, ClientIP: func(*http.Request) string { return "" }})})
	})
}

// send asks the API and gives its answer, or a [refusal].
func (a inProcess) send(in call) (*answer, error) {
	if in.ifMatch == asNow {
		in.ifMatch = ""
		now, err := a.send(call{method: http.MethodGet, path: in.of})
		var told refusal
		switch {
		case err == nil:
			in.ifMatch = now.header.Get("ETag")
		case !errors.As(err, &told) || told.Status != http.StatusMethodNotAllowed: // what cannot be read has no version
			return nil, err
		}
	}
	r, err := http.NewRequestWithContext(a.ctx, in.method, api.Base+in.path, bytes.NewReader(in.body))
	if err != nil {
		return nil, wrongUse("%q is no path such as /plans/wg-tip-2024-26: %v", in.path, err)
	}
	if in.method == http.MethodPost || in.method == http.MethodPatch {
		r.Header.Set("Content-Type", "application/json")
	}
	if in.ifMatch != "" {
		r.Header.Set("If-Match", in.ifMatch)
	}
	if in.key != "" {
		r.Header.Set("Idempotency-Key", in.key)
	}
	got := &answer{status: http.StatusOK, header: http.Header{}}
	a.handler.ServeHTTP(got, r)
	if got.status < http.StatusBadRequest {
		return got, nil
	}
	var told refusal
	if err := json.Unmarshal(got.Bytes(), &told.Problem); err != nil || told.Detail == "" {
		return nil, fmt.Errorf("%s %s was answered with %d: %s", in.method, in.path, got.status, got.String())
	}
	return nil, told
}

// ask asks the API and reads its answer into out.
func (a inProcess) ask(in call, out any) error {
	got, err := a.send(in)
	if err != nil {
		return err
	}
	return json.Unmarshal(got.Bytes(), out)
}

// bodyFrom reads a request body from a file, or from the standard input where the file is called "-".
func (p *program) bodyFrom(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(p.stdin)
	}
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, wrongUse("%v", err)
	}
	return body, nil
}

// encoded is a request body made of the values that a command was given.
func encoded(body any) []byte {
	text, err := json.Marshal(body)
	if err != nil {
		panic("a body of text and numbers cannot be encoded: " + err.Error())
	}
	return text
}

// sayJSON prints JSON so that people can read it.
func (p *program) sayJSON(text []byte) error {
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(text), "", "  "); err != nil {
		_, err := p.stdout.Write(text)
		return err
	}
	p.say("%s", b.String())
	return nil
}
