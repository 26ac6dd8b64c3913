package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// strangers opens sockets from one address and sends the same on each; none of them reads.
func strangers(t *testing.T, url string, number int, text string) []net.Conn {
	t.Helper()
	var conns []net.Conn
	for range number {
		conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = conn.Close() })
		if err := conn.(*net.TCPConn).SetReadBuffer(4096); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(conn, text); err != nil {
			t.Fatal(err)
		}
		conns = append(conns, conn)
	}
	return conns
}

// fromElsewhere asks from another address of this machine.
func fromElsewhere(t *testing.T, url string) {
	t.Helper()
	transport := &http.Transport{DialContext: (&net.Dialer{LocalAddr: &net.TCPAddr{IP: net.IPv4(127, 0, 0, 2)}}).DialContext}
	defer transport.CloseIdleConnections()
	start := time.Now()
	resp, err := (&http.Client{Transport: transport, Timeout: patience}).Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK || time.Since(start) > 5*time.Second {
		t.Errorf("another address is answered %s after %s, %v", resp.Status, time.Since(start), err)
	}
}

func TestBodiesThatNeverComeHoldNobodyUp(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t), "--anonymous-limit", "0")
	for _, how := range []string{"GET /docs HTTP/1.1\r\nContent-Length: 100", "HEAD /docs HTTP/1.1\r\nContent-Length: 1", "OPTIONS /docs HTTP/1.1\r\nContent-Length: 100",
		"DELETE /api/v1/plans/x HTTP/1.1\r\nContent-Length: 100", "GET /docs HTTP/1.1\r\nTransfer-Encoding: chunked"} {
		conns := strangers(t, r.url, 60, how+"\r\nHost: x\r\n\r\n")
		start := time.Now()
		for _, conn := range conns {
			answer := bufio.NewReader(conn)
			if line, err := answer.ReadString('\n'); err != nil || line != "HTTP/1.1 400 Bad Request\r\n" {
				t.Fatalf("%s: answered %q, %v", how, line, err)
			}
			if rest, err := io.ReadAll(answer); err != nil || !strings.Contains(string(rest), "Connection: close") {
				t.Fatalf("%s: %s, %v", how, rest, err)
			}
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: closed only after %s", how, took)
		}
	}
	fromElsewhere(t, r.url+"/docs")
}

func TestSlowReadersOfOneAddressHoldNobodyElseUp(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t), "--anonymous-limit", "0")
	strangers(t, r.url, 300, strings.Repeat("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n", 20))
	r.log.await(t, `(?s)("status":(429|503).*){50}`) // as many as may be are under way, and what comes more is refused
	fromElsewhere(t, r.url+"/docs")
	fromElsewhere(t, r.url+"/healthz")
}

func TestOneAddressHasOnlySoManyRequestsUnderWay(t *testing.T) {
	t.Parallel()
	begun, release := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(bounded(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		begun <- struct{}{}
		<-release
	}), bounds{inFlight: 9, nameless: 1, named: 2, deadline: time.Minute, body: 1}, func(r *http.Request) string { return r.Header.Get("From") }))
	defer server.Close()
	defer close(release)
	taken := func(path string, headers ...string) {
		t.Helper()
		go func() {
			if resp, err := server.Client().Do(request(t, "GET", server.URL+path, "", headers...)); err == nil {
				_ = resp.Body.Close()
			}
		}()
		<-begun
	}
	refused := func(path string, headers ...string) {
		t.Helper()
		resp, body := ask(t, "GET", server.URL+path, "", headers...)
		isProblem(t, resp, body, http.StatusTooManyRequests, "rate-limited")
		if resp.Header.Get("Retry-After") != "1" {
			t.Errorf("Retry-After is %q", resp.Header.Get("Retry-After"))
		}
	}
	for n := range 2 {
		from := fmt.Sprint(n)
		taken("/api/v1/me", "From", from)
		refused("/api/v1/me", "From", from)
		refused("/docs", "From", from, "Authorization", "Bearer of no weight here")
		taken("/api/v1/me", "From", from, "Authorization", "Bearer x")
		taken("/api/v1/me", "From", from, "Authorization", "Bearer x")
		refused("/api/v1/me", "From", from, "Authorization", "Bearer x")
	}
	if edgeBounds.nameless != 32 || edgeBounds.named != 128 {
		t.Errorf("the service's bounds are %+v", edgeBounds)
	}
}

func TestAnAbortedDownloadIsNoErrorOfOurs(t *testing.T) {
	t.Parallel()
	r := serving(t, emptyDatabase(t), "--anonymous-limit", "0", "--log-level", "debug")
	for _, conn := range strangers(t, r.url, 8, strings.Repeat("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n", 20)) {
		if _, err := io.ReadFull(conn, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		if err := conn.(*net.TCPConn).SetLinger(0); err != nil { // so that closing cuts the connection off
			t.Fatal(err)
		}
		_ = conn.Close()
	}
	r.log.await(t, `"level":"DEBUG","msg":"request failed".*"error":"the caller took no answer: write tcp`)
	if err := r.stop(); err != nil {
		t.Error(err)
	}
	if log := r.log.String(); strings.Contains(log, `"level":"ERROR"`) {
		t.Errorf("logged:\n%s", log)
	}
}

func TestAnEditionMayTakeLongerThanOtherAnswers(t *testing.T) {
	t.Parallel()
	for target, most := range map[string]time.Duration{
		"POST /api/v1/plans/p/editions": edgeBounds.issuing, "GET /api/v1/plans/p/editions": edgeBounds.deadline,
		"POST /api/v1/plans/p/items": edgeBounds.deadline, "GET /api/v1/plans/p/report.pdf": edgeBounds.deadline,
	} {
		method, path, _ := strings.Cut(target, " ")
		asked := false
		handler := bounded(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			asked = true
			end, ok := r.Context().Deadline()
			if left := time.Until(end); !ok || left > most || left < most/2 {
				t.Errorf("%s may take %s, want %s", target, left, most)
			}
		}), edgeBounds, func(*http.Request) string { return "192.0.2.1" })
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(method, path, nil))
		if !asked {
			t.Errorf("%s was not handled", target)
		}
	}
}
