package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// keyForm is what an Idempotency-Key may look like.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9._:-]{8,128}$`)

// made is the answer to a creation: where the new thing is, its version and what it looks like.
type made struct {
	location string
	version  int64
	body     any
}

// create runs a use case that creates something and answers 201. With an Idempotency-Key the answer is stored with the effect, and a
// repetition gets the stored one.
func create[T any](c echo.Context, actor workplan.Actor, run func(context.Context) (T, error), answer func(T) made) error {
	if err := noQuery(c); err != nil {
		return err
	}
	ctx := c.Request().Context()
	key := c.Request().Header.Get("Idempotency-Key")
	switch {
	case key != "" && !keyForm.MatchString(key):
		return malformed("The Idempotency-Key must be 8 to 128 letters, digits and the characters . _ : -, for example a UUID.")
	case key != "" && actor.Username != "":
		ctx = tracker.WithOnce(ctx, tracker.Once{Key: key, Request: digestOf(c), Answer: func(result any) (tracker.Answer, error) {
			m := answer(result.(T))
			body, err := encode(m.body)
			return tracker.Answer{Status: http.StatusCreated, Location: m.location, ETag: etagOf(m.version, body), Body: string(body)}, err
		}})
	}
	result, err := run(ctx)
	if err != nil {
		return err
	}
	m := answer(result)
	c.Response().Header().Set("Location", m.location)
	return respond(c, http.StatusCreated, m.version, m.body)
}

// digestOf identifies a request for repetition: its method, address and body.
func digestOf(c echo.Context) string {
	h := sha256.New()
	h.Write([]byte(c.Request().Method + " " + c.Request().URL.RequestURI() + "\n"))
	h.Write(rawBody(c))
	return hex.EncodeToString(h.Sum(nil))
}

// edit reads a merge patch and the versions that its sender knows, and gives both to run; the patch has been tried on probe.
func edit(c echo.Context, probe any, run func(patch, []int64) error) error {
	if err := noQuery(c); err != nil {
		return err
	}
	p, err := decodePatch(c, probe)
	if err != nil {
		return err
	}
	known, err := ifMatchVersion(c)
	if err != nil {
		return err
	}
	return run(p, known)
}

// remove reads the versions that the sender of a DELETE knows, and gives them to run.
func remove(c echo.Context, run func([]int64) error) error {
	if err := noQuery(c); err != nil {
		return err
	}
	known, err := ifMatchVersion(c)
	if err == nil {
		err = run(known)
	}
	if err != nil {
		return err
	}
	return noContent(c)
}

// noQuery refuses query parameters where there are none to give.
func noQuery(c echo.Context) error {
	_, err := parseQuery(c)
	return err
}

// applying makes of a patch the edit that a use case runs on the present content: out to the DTO, the patch upon it, and back.
func applying[C, D any](p patch, out func(C) D, back func(D) C) func(*C) error {
	return func(content *C) error {
		dto := out(*content)
		err := p.apply(&dto)
		*content = back(dto)
		return err
	}
}
