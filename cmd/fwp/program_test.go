package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
)

// runMain makes the test binary behave as the program: signals and exit codes need a process of their own.
const runMain = "FWP_TEST_RUN_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(runMain) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// patience is how long a test waits for what should come at once; a loaded machine is slow.
const patience = 2 * time.Minute

// env is an environment without anything from outside.
type env map[string]string

func (e env) lookup(name string) (string, bool) { v, ok := e[name]; return v, ok }

// fwp runs a command to its end, in this process.
func fwp(t testing.TB, e env, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	if err := run(t.Context(), append([]string{"fwp"}, args...), e.lookup, strings.NewReader(e["stdin"]), &out, &errs); err != nil {
		return exitCode(err), out.String(), errs.String() + "fwp: " + err.Error() + "\n"
	}
	return 0, out.String(), errs.String()
}

// must is fwp for a command that succeeds.
func must(t testing.TB, e env, args ...string) string {
	t.Helper()
	code, stdout, stderr := fwp(t, e, args...)
	if code != 0 {
		t.Fatalf("fwp %s: exit code %d\n%s%s", strings.Join(args, " "), code, stdout, stderr)
	}
	return stdout
}

// output collects what a program writes, and lets a test wait for a line of it.
type output struct {
	mu   sync.Mutex
	text strings.Builder
	more chan struct{}
}

func newOutput() *output { return &output{more: make(chan struct{})} }

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	close(o.more)
	o.more = make(chan struct{})
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// await waits until the output matches and gives the last submatch.
func (o *output) await(t testing.TB, pattern string) string {
	t.Helper()
	re, end := regexp.MustCompile(pattern), time.After(patience)
	for {
		o.mu.Lock()
		found, more := re.FindStringSubmatch(o.text.String()), o.more
		o.mu.Unlock()
		if found != nil {
			return found[len(found)-1]
		}
		select {
		case <-more:
		case <-end:
			t.Fatalf("not written within %s: %s\n%s", patience, pattern, o.String())
		}
	}
}

const addressLogged = `"?address"?[:=]"?(http://[^"\s]+)`

// service is a running "fwp serve" in this process.
type running struct {
	url      string
	out, log *output
	stop     func() error // asks it to stop and gives what run returned
}

// serving starts "fwp serve" on a free port and waits until it listens.
func serving(t testing.TB, e env, args ...string) *running {
	t.Helper()
	r := &running{out: newOutput(), log: newOutput()}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, append([]string{"fwp", "serve", "--listen", "127.0.0.1:0", "--drain-delay", "0s"}, args...), e.lookup, nil, r.out, r.log)
		_, _ = r.log.Write([]byte("ended: no address=http://nowhere\n"))
	}()
	r.stop = sync.OnceValue(func() error { cancel(); return <-done })
	t.Cleanup(func() {
		if err := r.stop(); err != nil {
			t.Errorf("serve ended with: %v", err)
		}
	})
	if r.url = r.log.await(t, addressLogged); r.url == "http://nowhere" {
		t.Fatalf("serve did not start: %v", r.stop())
	}
	return r
}

// request is a request with a body and headers, in pairs.
func request(t testing.TB, method, url, body string, headers ...string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

// ask sends a request and reads the answer whole.
func ask(t testing.TB, method, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	resp, err := http.DefaultClient.Do(request(t, method, url, body, headers...))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, string(answer)
}

// isProblem checks that an answer is the problem of a type.
func isProblem(t testing.TB, resp *http.Response, body string, status int, slug string) {
	t.Helper()
	var p struct {
		Type   string
		Status int
	}
	if err := json.Unmarshal([]byte(body), &p); err != nil || resp.StatusCode != status || p.Status != status || p.Type != "/problems/"+slug ||
		resp.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s %s: got %d %s, want the problem %s with %d", resp.Request.Method, resp.Request.URL, resp.StatusCode, body, slug, status)
	}
}

// process is a running program in a process of its own.
type process struct {
	*exec.Cmd
	out, log *output
	ended    chan struct{}
}

func startProcess(t testing.TB, e env, args ...string) *process {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &process{Cmd: exec.Command(self, args...), out: newOutput(), log: newOutput(), ended: make(chan struct{})}
	p.Stdout, p.Stderr, p.Env = p.out, p.log, []string{runMain + "=1"}
	for name, value := range maps.All(e) {
		p.Env = append(p.Env, name+"="+value)
	}
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _ = p.Wait(); close(p.ended) }()
	t.Cleanup(func() { _ = p.Process.Kill(); <-p.ended })
	return p
}

// term asks the process to stop.
func (p *process) term(t testing.TB) {
	t.Helper()
	if err := p.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}

// exit waits for the process to end and gives its exit code.
func (p *process) exit(t testing.TB) int {
	t.Helper()
	select {
	case <-p.ended:
		return p.ProcessState.ExitCode()
	case <-time.After(patience):
		t.Fatalf("still running after %s\n%s", patience, p.log)
		return -1
	}
}

// eachDatabase runs a test on an empty, migrated database of each engine.
func eachDatabase(t *testing.T, test func(t *testing.T, engine string, e env)) {
	t.Helper()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			test(t, engine, env{"FWP_DATABASE_URL": storetest.URL(t, engine)})
		})
	}
}

// emptyDatabase is the setting of an empty, migrated SQLite database.
func emptyDatabase(t testing.TB) env { return env{"FWP_DATABASE_URL": storetest.URL(t, store.SQLite)} }

// demoFile is a SQLite database with the demonstration data, made once, and its tokens by role.
var demoFile = sync.OnceValue(func() (made struct {
	content  []byte
	tokens   map[string]string
	password string
	err      error
}) {
	dir, err := os.MkdirTemp("", "fwp-test-")
	if err != nil {
		made.err = err
		return made
	}
	defer os.RemoveAll(dir)
	var out bytes.Buffer
	path := filepath.Join(dir, "demo.db")
	if made.err = run(context.Background(), []string{"fwp", "demo", "--database", "sqlite://" + path}, env{}.lookup, nil, &out, io.Discard); made.err == nil {
		made.tokens = tokensIn(out.String())
		if found := passwordLine.FindStringSubmatch(out.String()); found != nil {
			made.password = found[1]
		}
		made.content, made.err = os.ReadFile(path)
	}
	return made
})

// demoDatabase is the setting of a SQLite database with the demonstration data, and its tokens by role.
func demoDatabase(t testing.TB) (e env, tokens map[string]string) {
	t.Helper()
	made := demoFile()
	if made.err != nil {
		t.Fatal(made.err)
	}
	path := filepath.Join(t.TempDir(), "demo.db")
	if err := os.WriteFile(path, made.content, 0o600); err != nil {
		t.Fatal(err)
	}
	return env{"FWP_DATABASE_URL": "sqlite://" + path}, made.tokens
}

var passwordLine = regexp.MustCompile(`with the password (\w+)`)

var tokenLine = regexp.MustCompile(`(?m)^  (\w+) +(fwp_\S+)$`)

// tokensIn finds the tokens that a demonstration prints, by role.
func tokensIn(stdout string) map[string]string {
	tokens := map[string]string{}
	for _, found := range tokenLine.FindAllStringSubmatch(stdout, -1) {
		tokens[found[1]] = found[2]
	}
	return tokens
}
