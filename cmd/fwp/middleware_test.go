package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"fwptracker/api"
)

func TestClientAddress(t *testing.T) {
	t.Parallel()
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8"), netip.MustParsePrefix("fe80::/10")}
	for _, c := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"direct", "203.0.113.7:1234", nil, "203.0.113.7"},
		{"stranger forges a header", "203.0.113.7:1234", []string{"198.51.100.1"}, "203.0.113.7"},
		{"stranger names a proxy", "203.0.113.7:1234", []string{"198.51.100.1, 10.0.0.1"}, "203.0.113.7"},
		{"behind a proxy", "10.0.0.1:80", []string{"203.0.113.7"}, "203.0.113.7"},
		{"behind two proxies", "10.0.0.1:80", []string{"203.0.113.7, 10.9.9.9"}, "203.0.113.7"},
		{"forged before the proxy added", "10.0.0.1:80", []string{"198.51.100.1, 203.0.113.7"}, "203.0.113.7"},
		{"several headers", "10.0.0.1:80", []string{"198.51.100.1", "203.0.113.7", "10.2.2.2"}, "203.0.113.7"},
		{"only proxies", "10.0.0.1:80", []string{"10.3.3.3, 10.2.2.2"}, "10.3.3.3"},
		{"proxy without a header", "10.0.0.1:80", nil, "10.0.0.1"},
		{"nonsense from a proxy", "10.0.0.1:80", []string{"203.0.113.7, nonsense"}, "10.0.0.1"},
		{"empty header", "10.0.0.1:80", []string{""}, "10.0.0.1"},
		{"IPv6 by its /64", "[2001:db8:1:2:3:4:5:6]:1", nil, "2001:db8:1:2::/64"},
		{"IPv6 behind a proxy", "[fd00::1]:1", []string{"2001:db8:1:2:ffff::1"}, "2001:db8:1:2::/64"},
		{"IPv4 inside IPv6", "[::ffff:203.0.113.7]:1", nil, "203.0.113.7"},
		{"proxy as IPv4 inside IPv6", "[::ffff:10.0.0.1]:1", []string{"::ffff:203.0.113.7"}, "203.0.113.7"},
		{"proxy on a link", "[fe80::1%eth0]:1", []string{"203.0.113.7"}, "203.0.113.7"},
		{"no port", "203.0.113.7", nil, "203.0.113.7"},
		{"a socket", "@", nil, "@"},
	} {
		r := &http.Request{RemoteAddr: c.remote, Header: http.Header{"X-Forwarded-For": c.forwarded}}
		if got := clientIP(proxies)(r); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestForgedAddressesShareOneAllowanceAndProxiedCallersHaveTheirOwn(t *testing.T) {
	t.Parallel()
	direct := serving(t, emptyDatabase(t), "--anonymous-limit", "5")
	proxied := serving(t, emptyDatabase(t), "--anonymous-limit", "5", "--trusted-proxies", "127.0.0.1/32")
	allowed := func(url, form string) (n int) {
		for i := range 40 {
			if resp, _ := ask(t, "GET", url+"/api/v1/plans", "", "X-Forwarded-For", fmt.Sprintf(form, i)); resp.StatusCode != http.StatusTooManyRequests {
				n++
			} else if resp.Header.Get("Retry-After") == "" {
				t.Error("429 without Retry-After")
			}
		}
		return n
	}
	if n := allowed(direct.url, "198.51.100.%d"); n > 7 {
		t.Errorf("%d of 40 requests with forged addresses were let through, with a limit of 5", n)
	}
	if n := allowed(proxied.url, "198.51.100.%d"); n != 40 {
		t.Errorf("only %d of 40 callers behind the trusted proxy were let through", n)
	}
	if n := allowed(proxied.url, "2001:db8::%x"); n > 7 {
		t.Errorf("%d of 40 requests from one IPv6 /64 were let through, with a limit of 5", n)
	}
}

func TestTooManyRequestsAtOnceAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	begun, release := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(bounded(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		begun <- struct{}{}
		<-release
	}), bounds{inFlight: 3, nameless: 9, deadline: time.Minute, body: 100}, clientIP(nil)))
	defer server.Close()
	var inFlight sync.WaitGroup
	for range 3 {
		inFlight.Go(func() {
			if resp, err := server.Client().Get(server.URL); err != nil || resp.StatusCode != http.StatusOK {
				t.Errorf("a request in flight got %v, %v", resp, err)
			}
		})
		<-begun
	}
	resp, body := ask(t, "GET", server.URL+"/api/v1/plans", "")
	isProblem(t, resp, body, http.StatusServiceUnavailable, "unavailable")
	if resp.Header.Get("Retry-After") == "" {
		t.Error("503 without Retry-After")
	}
	close(release)
	inFlight.Wait()
	go func() { <-begun }()
	if resp, _ := ask(t, "GET", server.URL, ""); resp.StatusCode != http.StatusOK {
		t.Errorf("with places free again: %d", resp.StatusCode)
	}
	if edgeBounds.inFlight != 256 || edgeBounds.deadline != 10*time.Second {
		t.Errorf("the service's bounds are %+v", edgeBounds)
	}
}

func TestRequestHasADeadline(t *testing.T) {
	t.Parallel()
	h := bounded(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		if r.Context().Err() == context.DeadlineExceeded {
			api.WriteProblem(w, r, "unavailable")
		}
	}), bounds{inFlight: 1, nameless: 1, deadline: time.Millisecond, body: 1}, clientIP(nil))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/api/v1/plans", nil))
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("got %d", w.Code)
	}
}

func TestOversizeBodyIsRefused(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t))
	for _, size := range []int{300 << 10, 12 << 20} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		go func() { // the service need not read all of it
			fmt.Fprintf(conn, "POST /api/v1/plans HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", size)
			_, _ = io.CopyN(conn, strings.NewReader(strings.Repeat(" ", size)), int64(size))
		}()
		resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if resp.StatusCode != http.StatusRequestEntityTooLarge && resp.StatusCode != http.StatusUnauthorized {
			t.Errorf("%d bytes: %s", size, resp.Status)
		}
		_ = conn.Close()
	}
	h := bounded(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if n, err := io.Copy(io.Discard, r.Body); n != 10 || err == nil {
			t.Errorf("read %d bytes of a body, with an allowance of 10: %v", n, err)
		}
	}), bounds{inFlight: 1, nameless: 1, deadline: time.Minute, body: 10}, clientIP(nil))
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/", strings.NewReader("more than ten bytes")))
}

func TestSlowHeaderIsCutOff(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t))
	conn, err := net.Dial("tcp", strings.TrimPrefix(r.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "); err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if err := conn.SetReadDeadline(start.Add(patience)); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if took := time.Since(start); err != nil || took > 10*time.Second || strings.Contains(string(answer), "200 OK") {
		t.Errorf("an unfinished header was held for %s: %q, %v", took, answer, err)
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	t.Parallel()
	plainText := serving(t, emptyDatabase(t))
	https := serving(t, emptyDatabase(t), "--public-url", "https://plans.example.org")
	for _, path := range []string{"/healthz", "/readyz", "/metrics", "/docs", "/docs/try", "/docs/try/init.js", "/openapi.json", "/problems", "/problems/invalid", "/api/v1/plans",
		"/api/v1/none", "/none", "/", "//", "/api/v1//plans", "/api/../healthz"} {
		resp, _ := ask(t, "GET", plainText.url+path, "")
		for _, name := range []string{"X-Content-Type-Options", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Referrer-Policy", "X-Frame-Options",
			"Permissions-Policy", "Cache-Control", "X-Request-Id", "Date"} {
			if resp.Header.Get(name) == "" {
				t.Errorf("%s: no %s", path, name)
			}
		}
		for _, name := range []string{"Server", "X-Powered-By", "Strict-Transport-Security", "Access-Control-Allow-Origin", "Set-Cookie"} {
			if resp.Header.Get(name) != "" {
				t.Errorf("%s: %s is %q", path, name, resp.Header.Get(name))
			}
		}
		if _, err := http.ParseTime(resp.Header.Get("Date")); err != nil {
			t.Errorf("%s: Date: %v", path, err)
		}
	}
	if resp, _ := ask(t, "GET", https.url+"/healthz", ""); resp.Header.Get("Strict-Transport-Security") == "" {
		t.Error("reached by https, but no Strict-Transport-Security")
	}
}

func TestUncleanPathsAreNotRedirected(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t))
	for _, path := range []string{"/api/v1//plans", "/api/v1/plans/", "/healthz/", "//example.org/", "/api/v1/plans/%2e%2e/audit"} {
		if resp, body := ask(t, "GET", r.url+path, ""); resp.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d %s", path, resp.StatusCode, body)
		}
	}
}

func TestProbesTakeOnlyReading(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t))
	for _, path := range []string{"/healthz", "/readyz", "/metrics"} {
		resp, body := ask(t, "POST", r.url+path, "")
		isProblem(t, resp, body, http.StatusMethodNotAllowed, "method-not-allowed")
		if resp.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: Allow is %q", path, resp.Header.Get("Allow"))
		}
		if resp, body := ask(t, "HEAD", r.url+path, ""); resp.StatusCode != http.StatusOK || body != "" {
			t.Errorf("HEAD %s: %d %q", path, resp.StatusCode, body)
		}
	}
}

func TestRequestIdIsTheClientsWhereItIsGood(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t))
	for _, c := range []struct {
		sent string
		kept bool
	}{
		{"client-id_0123456789", true}, {"12345678", true}, {strings.Repeat("a", 64), true},
		{"", false}, {"short", false}, {strings.Repeat("a", 65), false}, {"has space 12345", false}, {"quote\"12345678", false}, {"änderung12345", false},
	} {
		resp, body := ask(t, "GET", r.url+"/api/v1/none", "", "X-Request-Id", c.sent)
		got := resp.Header.Get("X-Request-Id")
		if (got == c.sent) != c.kept || !idForm.MatchString(got) {
			t.Errorf("sent %q, got %q", c.sent, got)
		}
		if !strings.Contains(body, `"instance":"urn:request:`+got+`"`) {
			t.Errorf("the problem does not carry the id %q: %s", got, body)
		}
		r.log.await(t, `"request_id":"`+got+`"`)
	}
}

func TestPanicIsAnsweredWithoutItsText(t *testing.T) {
	t.Parallel()
	log := newOutput()
	logTo := slog.New(slog.NewJSONHandler(log, nil))
	whole := func(h http.HandlerFunc) http.Handler {
		return identified(logged(logTo, clientIP(nil))(recovered(logTo)(hardened(h, false))))
	}
	server := httptest.NewServer(whole(func(http.ResponseWriter, *http.Request) { panic("the inside") }))
	defer server.Close()
	resp, body := ask(t, "GET", server.URL+"/api/v1/plans", "")
	isProblem(t, resp, body, http.StatusInternalServerError, "internal")
	if strings.Contains(body, "inside") {
		t.Errorf("the answer tells of the inside: %s", body)
	}
	for _, want := range []string{`"panic":"the inside"`, `"request_id":"` + resp.Header.Get("X-Request-Id"), `"stack":"`, `"status":500`} {
		log.await(t, want)
	}

	begun := httptest.NewServer(whole(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"half":`)
		_ = http.NewResponseController(w).Flush()
		panic("too late")
	}))
	defer begun.Close()
	resp, err := http.Get(begun.URL)
	if err == nil {
		var answer []byte
		answer, err = io.ReadAll(resp.Body)
		if err == nil {
			t.Errorf("half an answer was ended like a whole one: %q", answer)
		}
	}
	log.await(t, "too late")
}

func TestLogHasRequestIdsAndNoSecrets(t *testing.T) {
	t.Parallel()
	e := emptyDatabase(t)
	must(t, e, "user", "add", "--username", "ada", "--name", "Ada", "--email", "ada@example.org", "--role", "admin")
	token := strings.TrimSpace(must(t, e, "token", "create", "--username", "ada", "--name", "test", "--scopes", "read,users,tokens"))
	secret := strings.Split(token, "_")[2]
	for _, format := range []string{"json", "text"} {
		r := serving(t, e, "--log-format", format, "--metrics-token", "metrics-s3cret", "--log-level", "debug")
		bearer := []string{"Authorization", "Bearer " + token}
		asked := 0
		for _, c := range []struct {
			method, path, body string
			headers            []string
		}{
			{"GET", "/api/v1/me", "", bearer},
			{"GET", "/api/v1/users?q=query-s3cret", "", bearer},
			{"GET", "/api/v1/me/tokens/" + token, "", bearer},
			{"GET", "/" + token, "", nil},
			{"GET", "/api/v1/me", "", []string{"Authorization", "Bearer " + token + "x"}},
			{"GET", "/api/v1/me?token=" + token, "", nil},
			{"POST", "/api/v1/me/tokens", `{"name":"body-s3cret","scopes":["read"]}`, append([]string{"Content-Type", "application/json", "Idempotency-Key", "key-s3cret-123456"}, bearer...)},
			{"POST", "/api/v1/users", `{"username":"body-s3cret"`, append([]string{"Content-Type", "application/json"}, bearer...)},
			{"GET", "/metrics", "", []string{"Authorization", "Bearer metrics-s3cret", "Cookie", "session=cookie-s3cret"}},
		} {
			asked++
			resp, body := ask(t, c.method, r.url+c.path, c.body, c.headers...)
			r.log.await(t, resp.Header.Get("X-Request-Id"))
			if resp.StatusCode >= 500 {
				t.Errorf("%s %s: %d %s", c.method, c.path, resp.StatusCode, body)
			}
			if resp.StatusCode == http.StatusCreated {
				if _, made, found := strings.Cut(body, `"token":"`); found && strings.Contains(r.log.String(), made[:50]) {
					t.Error("the log has the token that was made")
				}
			}
		}
		if err := r.stop(); err != nil {
			t.Error(err)
		}
		text := r.log.String()
		for _, word := range []string{secret, "s3cret"} {
			if strings.Contains(text, word) {
				t.Errorf("the %s log has a secret (%s):\n%s", format, word, text)
			}
		}
		if n := strings.Count(text, "msg=request ") + strings.Count(text, `"msg":"request"`); n != asked {
			t.Errorf("%d lines for %d requests:\n%s", n, asked, text)
		}
	}
}

func TestLogSaysWhoAskedByWhichRoute(t *testing.T) {
	t.Parallel()
	e := emptyDatabase(t)
	must(t, e, "user", "add", "--username", "ada", "--name", "Ada", "--email", "ada@example.org", "--role", "admin")
	token := strings.TrimSpace(must(t, e, "token", "create", "--username", "ada", "--name", "test"))
	r := serving(t, e)
	for _, c := range []struct {
		path, authorization string
		want                map[string]string
	}{
		{"/api/v1/users/ada", "Bearer " + token, map[string]string{"route": "/api/v1/users/:user", "actor": "ada", "token": token[4:16], "status": "200"}},
		{"/api/v1/members/x", "Bearer " + token, map[string]string{"route": "/api/v1/members/:member", "actor": "ada", "token": token[4:16], "status": "404"}},
		{"/api/v1/me", "", map[string]string{"route": "/api/v1/me", "actor": "anonymous", "status": "401"}},
		{"/api/v1/me", "Bearer " + token + "x", map[string]string{"route": "/api/v1/me", "status": "401"}},
		{"/healthz", "", map[string]string{"status": "200"}},
	} {
		headers := []string{"Authorization", c.authorization}
		if c.authorization == "" {
			headers = nil
		}
		resp, _ := ask(t, "GET", r.url+c.path, "", headers...)
		line := r.log.await(t, `(?m)^.*"request_id":"`+resp.Header.Get("X-Request-Id")+`".*$`)
		var found map[string]any
		if err := json.Unmarshal([]byte(line), &found); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"route", "actor", "token", "status"} {
			got := ""
			if value, there := found[name]; there {
				got = fmt.Sprint(value)
			}
			if got != c.want[name] {
				t.Errorf("%s: %s is %q, want %q\n%s", c.path, name, got, c.want[name], line)
			}
		}
	}
}

func TestPanicIsLoggedAndCountedWithItsRoute(t *testing.T) {
	t.Parallel()
	log := newOutput()
	logTo := slog.New(slog.NewJSONHandler(log, nil))
	sv := newService(config{AnonymousRead: true}, nil, logTo) // without a database the first use of it panics
	server := httptest.NewServer(sv.handler())
	defer server.Close()
	resp, body := ask(t, "GET", server.URL+"/api/v1/plans", "")
	isProblem(t, resp, body, http.StatusInternalServerError, "internal")
	log.await(t, `"msg":"request".*"status":500.*"route":"/api/v1/plans","actor":"anonymous"`)
	if _, counted := ask(t, "GET", server.URL+"/metrics", ""); !strings.Contains(counted, `route="/api/v1/plans",status="500"`) {
		t.Errorf("not counted:\n%s", counted)
	}
}
