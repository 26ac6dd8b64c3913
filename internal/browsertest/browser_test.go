package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// serve serves one page under a policy.
func serve(t *testing.T, body string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'; img-src 'self' http://127.0.0.1:9 data:")
		_, _ = w.Write([]byte(`<!DOCTYPE html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>A page</title><link rel="icon" href="data:,"></head>` + body))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestAPageWithoutFaultsHasNone(t *testing.T) {
	t.Parallel()
	b, there := Start(t)
	if !there {
		return
	}
	p := b.Open(serve(t, "<body><main><h1>Calm</h1><p>Nothing to see.</p></main>"), View{Width: 360}, "h1")
	if faults, barriers, wider := p.Faults(), p.Barriers(), p.Overflow(); len(faults)+len(barriers)+wider > 0 {
		t.Errorf("%q, %q, %d px", faults, barriers, wider)
	}
}

func TestEveryKindOfFaultIsFound(t *testing.T) {
	t.Parallel()
	b, there := Start(t)
	if !there {
		return
	}
	for body, want := range map[string]string{
		`<script>console.error("spilt")</script>`:          "spilt",
		`<script>throw new Error("dropped")</script>`:      "exception",
		`<script src="/none.js"></script>`:                 "against the policy: script-src-elem",
		`<p style="margin: 0">inline</p>`:                  "against the policy: style-src-attr",
		`<img src="/none.png" alt="none">`:                 "404",
		`<img src="http://127.0.0.1:9/x" alt="elsewhere">`: "asks another host: http://127.0.0.1:9/x",
	} {
		p := b.Open(serve(t, "<body><main><h1>Wrong</h1>"+body+"</main>"), View{Width: 360}, "h1")
		if got := strings.Join(p.Faults(), "\n"); !strings.Contains(got, want) {
			t.Errorf("%s: found %q, want %q", body, got, want)
		}
	}
	wide := b.Open(serve(t, `<body><main><h1>Wide</h1><table width="900"><tr><td>x</table></main>`), View{Width: 360}, "h1")
	if wide.Overflow() < 500 {
		t.Errorf("a page of 900 px on 360 px is wider by %d", wide.Overflow())
	}
	barred := b.Open(serve(t, `<body><h1>Barred</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><font color="#ccc">faint</font>`), View{Width: 360}, "h1")
	got := strings.Join(barred.Barriers(), "\n")
	for _, rule := range []string{"image-alt at img", "color-contrast at font", "region at"} {
		if !strings.Contains(got, rule) {
			t.Errorf("not found: %s, in %s", rule, got)
		}
	}
}

func TestViews(t *testing.T) {
	t.Parallel()
	b, there := Start(t)
	if !there {
		return
	}
	address := serve(t, "<body><main><h1>Seen</h1></main>")
	for _, v := range []View{{360, false}, {1280, true}} {
		p := b.Open(address, v, "h1")
		if width, dark := Ask[int64](p, "innerWidth"), Ask[bool](p, "matchMedia('(prefers-color-scheme: dark)').matches"); width != v.Width || dark != v.Dark {
			t.Errorf("%s: %d px, dark %v", v.Name(), width, dark)
		}
	}
}
