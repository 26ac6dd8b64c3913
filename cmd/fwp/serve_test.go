package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fwptracker/internal/store"
)

// post is one status update that a client sent: acknowledged where location is set.
type post struct{ done, location string }

// client posts updates on the demonstration's lead item one after the other until the service is gone.
func client(url, token string, number int, acknowledged *atomic.Int64) (posts []post, last error) {
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	for n := range 400 {
		p := post{done: fmt.Sprintf("Burst %d of client %d.", n, number)}
		req, err := http.NewRequest("POST", url+"/api/v1/plans/example-wg-2024-26/items/2.1/updates", strings.NewReader(`{"done":"`+p.done+`"}`))
		if err != nil {
			return posts, err
		}
		req.Header.Set("Authorization", "Bearer "+token)
		req.Header.Set("Content-Type", "application/json")
		resp, err := (&http.Client{Transport: transport, Timeout: patience}).Do(req)
		if err != nil {
			return posts, err
		}
		body, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil || resp.StatusCode != http.StatusCreated {
			return posts, fmt.Errorf("answered %s %s, %w", resp.Status, body, err)
		}
		p.location = resp.Header.Get("Location")
		posts = append(posts, p)
		acknowledged.Add(1)
	}
	return posts, nil
}

func TestStopUnderLoadLosesNothing(t *testing.T) {
	t.Parallel()
	eachDatabase(t, func(t *testing.T, engine string, e env) {
		token := tokensIn(must(t, e, "demo"))["lead"]
		p := startProcess(t, e, "serve", "--listen", "127.0.0.1:0", "--drain-delay", "2s", "--token-limit", "0")
		url := p.log.await(t, addressLogged)
		var acknowledged atomic.Int64
		var clients sync.WaitGroup
		posted := make([][]post, 8)
		for i := range posted {
			clients.Go(func() {
				var err error
				if posted[i], err = client(url, token, i, &acknowledged); err != nil && strings.HasPrefix(err.Error(), "answered") {
					t.Errorf("client %d: %v", i, err)
				}
			})
		}
		for range 20 { // the burst is under way
			p.log.await(t, `"method":"POST"`)
			ask(t, "GET", url+"/readyz", "")
		}
		p.term(t)
		p.log.await(t, `"msg":"stopping"`)
		before := acknowledged.Load()
		if resp, body := ask(t, "GET", url+"/readyz", ""); resp.StatusCode != http.StatusServiceUnavailable || body != "stopping\n" || !resp.Close {
			t.Errorf("/readyz while stopping: %d %q, closing the connection: %v", resp.StatusCode, body, resp.Close)
		}
		clients.Wait()
		if code := p.exit(t); code != 0 {
			t.Errorf("exit code %d\n%s", code, p.log)
		}
		if acknowledged.Load() == before {
			t.Error("nothing was answered during the drain delay")
		}
		log := p.log.String()
		if n := strings.Count(log, `"method":"POST"`); int64(n) != acknowledged.Load() {
			t.Errorf("%d requests were accepted, but clients got only %d answers: some were cut", n, acknowledged.Load())
		}
		if !strings.Contains(log, `"msg":"stopped"`) || strings.Contains(log, `"level":"ERROR"`) || strings.Contains(log, `"level":"WARN"`) {
			t.Errorf("the log of the stop:\n%s", log[strings.Index(log, `"msg":"stopping"`):])
		}
		logIsTruncated(t, engine, e)
		allAreKept(t, e, token, posted)
	})
}

// logIsTruncated checks that SQLite's write-ahead log was written into the file.
func logIsTruncated(t *testing.T, engine string, e env) {
	t.Helper()
	if engine != store.SQLite {
		return
	}
	if info, err := os.Stat(strings.TrimPrefix(e["FWP_DATABASE_URL"], "sqlite://") + "-wal"); err == nil && info.Size() > 0 {
		t.Errorf("%d bytes were left in the write-ahead log", info.Size())
	}
}

// allAreKept starts the service anew and reads every acknowledged update back.
func allAreKept(t *testing.T, e env, token string, posted [][]post) {
	t.Helper()
	r, kept := serving(t, e, "--token-limit", "0"), 0
	for _, posts := range posted {
		for _, p := range posts {
			resp, body := ask(t, "GET", r.url+p.location, "", "Authorization", "Bearer "+token)
			var update struct{ Done string }
			if err := json.Unmarshal([]byte(body), &update); err != nil || resp.StatusCode != http.StatusOK || update.Done != p.done {
				t.Fatalf("the acknowledged update %q is lost: %d %s", p.done, resp.StatusCode, body)
			}
			kept++
		}
	}
	if kept < 20 {
		t.Errorf("only %d updates were posted: the burst was none", kept)
	}
	must(t, e, "verify")
}

// halfSent opens a request whose body is not complete and waits until the service reads it. finish sends the rest and gives the status line.
func halfSent(t *testing.T, url, token string) (finish func() (string, error)) {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	body := `{"done":"Slowly."}`
	fmt.Fprintf(conn, "POST /api/v1/plans/example-wg-2024-26/items/2.1/updates HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"+
		"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n", token, len(body))
	answer := bufio.NewReader(conn)
	if line, err := answer.ReadString('\n'); err != nil || !strings.Contains(line, "100 Continue") {
		t.Fatalf("got %q, %v", line, err)
	}
	if _, err := answer.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	return func() (string, error) {
		if _, err := io.WriteString(conn, body); err != nil {
			return "", err
		}
		return answer.ReadString('\n')
	}
}

func TestRequestUnderWayIsFinishedAndNoNewOneIsTaken(t *testing.T) {
	t.Parallel()
	e, tokens := demoDatabase(t)
	p := startProcess(t, e, "serve", "--listen", "127.0.0.1:0", "--drain-delay", "0s")
	url := p.log.await(t, addressLogged)
	finish := halfSent(t, url, tokens["lead"])
	p.term(t)
	for end := time.Now().Add(patience); ; { // until the address is given up
		conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			break
		}
		_ = conn.Close()
		if time.Now().After(end) {
			t.Fatal("the service still takes connections")
		}
	}
	if line, err := finish(); err != nil || !strings.Contains(line, "201 Created") {
		t.Errorf("the request under way was answered %q, %v", line, err)
	}
	if code := p.exit(t); code != 0 {
		t.Errorf("exit code %d\n%s", code, p.log)
	}
}

func TestSecondSignalEndsAtOnce(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		busy bool
		code int
	}{"while nothing is under way": {false, 0}, "while a request is under way": {true, 1}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, tokens := demoDatabase(t)
			p := startProcess(t, e, "serve", "--listen", "127.0.0.1:0", "--drain-delay", "5m")
			url := p.log.await(t, addressLogged)
			if c.busy {
				halfSent(t, url, tokens["lead"])
			}
			start := time.Now()
			p.term(t)
			p.log.await(t, `"msg":"stopping"`)
			p.term(t)
			if code := p.exit(t); code != c.code || time.Since(start) > time.Minute {
				t.Errorf("exit code %d after %s, want %d at once\n%s", code, time.Since(start), c.code, p.log)
			}
			if c.busy != strings.Contains(p.log.String(), "fwp: a second signal cut off") {
				t.Errorf("it said:\n%s", p.log)
			}
			must(t, e, "verify")
		})
	}
}

func TestTakenPortIsOneClearLineAndTheDatabaseIsNotTouched(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	path := filepath.Join(t.TempDir(), "fwp.db")
	for _, demo := range []string{"--demo=false", "--demo"} {
		code, stdout, stderr := fwp(t, env{"FWP_LISTEN": listener.Addr().String(), "FWP_DATABASE_URL": "sqlite://" + path}, "serve", demo)
		if code != 1 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "FWP_LISTEN") || !strings.Contains(stderr, "in use") {
			t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
		}
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the database was made although the port is taken")
	}
}

func TestDatabaseProblemsAreOneClearLine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for _, c := range []struct{ url, want string }{
		{"sqlite://" + file("text.db", strings.Repeat("not a database ", 100)), "damaged or not a database"},
		{"sqlite://" + dir, "not a regular file"},
		{"sqlite://" + file("plain", "x") + "/fwp.db", "not a directory"},
		{"postgres://nobody:s3cret@127.0.0.1:1/none?connect_timeout=2", "PostgreSQL does not answer"},
		{"postgres://nobody:s3cret@127.0.0.1:port/none", "FWP_DATABASE_URL"},
	} {
		for _, command := range []string{"serve", "migrate", "verify"} {
			code, _, stderr := fwp(t, env{"FWP_DATABASE_URL": c.url, "FWP_LISTEN": "127.0.0.1:0"}, command)
			if code != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, c.want) || strings.Contains(stderr, "s3cret") {
				t.Errorf("fwp %s on %s: exit code %d, stderr %q; want one line with %q", command, c.url, code, stderr, c.want)
			}
		}
	}
}

func TestInterruptedCommandSaysSoAndFails(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := run(ctx, []string{"fwp", "migrate", "--database", "sqlite://" + filepath.Join(t.TempDir(), "fwp.db")}, env{}.lookup, nil, io.Discard, io.Discard)
	if err == nil {
		t.Error("an interrupted command succeeded")
	}
}
