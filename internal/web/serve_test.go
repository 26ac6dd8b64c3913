package web_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/web"
	"fwptracker/internal/workplan"
)

// sends sends a form as a person whose browser says where it comes from, and gives the answer.
func (l *library) sends(pages http.Handler, secret, site, address string, form url.Values) *httptest.ResponseRecorder {
	l.t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if site != "" {
		r.Header.Set("Sec-Fetch-Site", site)
	}
	if secret != "" {
		r.AddCookie(&http.Cookie{Name: "fwp_session", Value: secret})
	}
	w := httptest.NewRecorder()
	pages.ServeHTTP(w, r)
	return w
}

// secretOf signs a person in and gives the secret of their browser.
func (l *library) secretOf(who string) string {
	l.t.Helper()
	secret, hash := auth.NewSecret()
	must[workplan.SignIn](l.t)(l.SignIn(context.Background(), who, tracker.NewSignIn{SecretHash: hash, Way: workplan.ByPassword}))
	return secret
}

// served are the library's pages with other settings.
func (l *library) served(change func(*web.Config)) http.Handler {
	cfg := web.Config{Tracker: l.Tracker, Auth: l.auth, Passwords: auth.NewPasswords(), Log: slog.New(slog.DiscardHandler), Now: func() time.Time { return l.now },
		Zone: time.UTC, ClientIP: func(*http.Request) string { return "192.0.2.1" }}
	change(&cfg)
	return web.New(cfg)
}

func TestEveryPageKeepsToItsPolicy(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for _, address := range []string{"/sign-in", "/plans", "/plans/p/items/1.1", "/nothing", "/plans/none", "/sign-in/provider", "/welcome?link=x"} {
			w := httptest.NewRecorder()
			l.pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
			policy := w.Header().Get("Content-Security-Policy")
			if !strings.Contains(policy, "default-src 'none'; script-src 'self'; style-src 'self';") || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: %q", address, policy)
			}
			if strings.Contains(address, "link=") && w.Header().Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("%s tells its secret to where its links lead", address)
			}
		}
	})
}

func TestAnotherSiteSendsNothing(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		secret := l.secretOf("ana")
		form := url.Values{"act": {"post"}, "done": {"Sent from elsewhere."}, "version": {"99"}, "key": {"k"}}
		for _, site := range []string{"cross-site", "same-site", ""} {
			if w := l.sends(l.pages, secret, site, "/plans/p/items/1.1/report", form); w.Code != http.StatusForbidden {
				t.Errorf("a form sent %q: %d", site, w.Code)
			}
			if w := l.sends(l.pages, secret, site, "/sign-out", nil); w.Code != http.StatusForbidden {
				t.Errorf("a sign-out sent %q: %d", site, w.Code)
			}
		}
		if w := l.sends(l.pages, secret, "same-origin", "/sign-out", nil); w.Code != http.StatusSeeOther {
			t.Errorf("our own sign-out: %d", w.Code)
		}
		if w := l.sends(l.pages, secret, "same-origin", "/account/password", nil); w.Code != http.StatusUnauthorized {
			t.Errorf("signed out, a form is answered with %d", w.Code)
		}
	})
}

func TestNobodyIsSentToAnotherHost(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		secret := l.secretOf("rita")
		for _, next := range []string{"//evil.test", "https://evil.test/", "/\\evil.test", "\\\\evil.test", "/%0d%0aX: y", "javascript:alert(1)", "evil", "/sign-out", "//evil.test/..//"} {
			r := httptest.NewRequest(http.MethodGet, "/sign-in?next="+url.QueryEscape(next), nil)
			r.AddCookie(&http.Cookie{Name: "fwp_session", Value: secret})
			w := httptest.NewRecorder()
			l.pages.ServeHTTP(w, r)
			if at := w.Header().Get("Location"); w.Code != http.StatusSeeOther || at != "/" && at != "/%0d%0aX: y" {
				t.Errorf("after signing in with next=%q: %d, to %q", next, w.Code, at)
			}
		}
	})
}

// TestWhatIsHiddenIsNotThere: the page of what a person may not see is that of what does not exist, letter by letter, but for its address.
func TestWhatIsHiddenIsNotThere(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		for _, pair := range [][2]string{{"/plans/p/items/1.3", "/plans/p/items/7.7"}, {"/plans/p/items/1.3/report", "/plans/p/items/7.7/report"}, {"/plans/d", "/plans/x"},
			{"/plans/d/report", "/plans/x/report"}, {"/plans/d/items/1", "/plans/x/items/1"}} {
			hiddenStatus, hidden := l.get("cleo", pair[0])
			absentStatus, absent := l.get("cleo", pair[1])
			same := strings.NewReplacer(pair[0], pair[1], "item p/1.3", "item p/7.7", "plan d ", "plan x ", "item d/1", "item x/1").Replace(hidden)
			if hiddenStatus != http.StatusNotFound || absentStatus != http.StatusNotFound || same != absent {
				t.Errorf("%s: %d and %d\n%s\n%s", pair[0], hiddenStatus, absentStatus, main(hidden), main(absent))
			}
		}
	})
}

func TestAFormIsSentOnceHoweverOften(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		secret := l.secretOf("ana")
		item := must[tracker.ItemReading](t)(l.Item(context.Background(), l.auth.Anonymous(), "p", "1.1", tracker.When{}))
		form := url.Values{"act": {"post"}, "done": {"Done once."}, "version": {strconv.FormatInt(item.Version, 10)}, "key": {"the-key"}}
		first := l.sends(l.pages, secret, "same-origin", "/plans/p/items/1.1/report", form)
		again := l.sends(l.pages, secret, "same-origin", "/plans/p/items/1.1/report", form)
		if first.Code != http.StatusSeeOther || again.Code != first.Code || first.Header().Get("Location") != again.Header().Get("Location") {
			t.Errorf("%d to %q, then %d to %q", first.Code, first.Header().Get("Location"), again.Code, again.Header().Get("Location"))
		}
		if now := must[tracker.ItemReading](t)(l.Item(context.Background(), l.auth.Anonymous(), "p", "1.1", tracker.When{})); now.UpdateCount != item.UpdateCount+1 {
			t.Errorf("a form sent twice makes %d updates", now.UpdateCount-item.UpdateCount)
		}
	})
}

func TestTheCookieIsTheBrowsersAlone(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		hash, err := auth.NewPasswords().Hash(context.Background(), "seven green lanterns drift")
		if err != nil {
			t.Fatal(err)
		}
		if err := l.ChangePassword(context.Background(), as("rita"), hash, 0); err != nil {
			t.Fatal(err)
		}
		for public, name := range map[string]string{"https://plans.test": "__Host-fwp_session", "": "fwp_session"} {
			pages := l.served(func(c *web.Config) { c.PublicURL = public })
			w := l.sends(pages, "", "same-origin", "/sign-in", url.Values{"email": {"rita@example.org"}, "password": {"seven green lanterns drift"}, "next": {"//evil.test"}})
			cookies := w.Result().Cookies()
			if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" || len(cookies) != 1 {
				t.Fatalf("%d to %q with %d cookies", w.Code, w.Header().Get("Location"), len(cookies))
			}
			c := cookies[0]
			if c.Name != name || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" || c.Secure != (public != "") || c.MaxAge != int(workplan.SignInLife/time.Second) {
				t.Errorf("%+v", c)
			}
		}
		wrong := l.posts("", "/sign-in", url.Values{"email": {"rita@example.org"}, "password": {"wrong"}})
		unknown := l.posts("", "/sign-in", url.Values{"email": {"nobody@example.org"}, "password": {"wrong"}})
		if wrong.Code != http.StatusUnprocessableEntity || unknown.Code != wrong.Code || strings.ReplaceAll(unknown.Body.String(), "nobody@", "rita@") != wrong.Body.String() {
			t.Errorf("a wrong password: %d, an unknown address: %d, or their pages differ", wrong.Code, unknown.Code)
		}
	})
}

func TestWhoAsksTooMuchIsToldToWait(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		pages := l.served(func(c *web.Config) { c.AnonymousLimit, c.UserLimit = 2, 3 })
		secret := l.secretOf("rita")
		for who, most := range map[string]int{"": 2, secret: 3} {
			for n := range most + 1 {
				r := httptest.NewRequest(http.MethodGet, "/plans", nil)
				r.AddCookie(&http.Cookie{Name: "fwp_session", Value: who})
				w := httptest.NewRecorder()
				pages.ServeHTTP(w, r)
				if want := n >= most; (w.Code == http.StatusTooManyRequests) != want || want && w.Header().Get("Retry-After") == "" {
					t.Errorf("request %d: %d, Retry-After %q", n+1, w.Code, w.Header().Get("Retry-After"))
				}
			}
		}
	})
}

func TestFilesOfPagesStay(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		page := l.read("", "/plans")
		at := page[strings.Index(page, "/static/site."):]
		at = at[:strings.Index(at, `"`)]
		for _, encoding := range []string{"gzip", ""} {
			r := httptest.NewRequest(http.MethodGet, at, nil)
			r.Header.Set("Accept-Encoding", encoding)
			w := httptest.NewRecorder()
			l.pages.ServeHTTP(w, r)
			body, _ := io.ReadAll(w.Body) // from memory
			if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || w.Header().Get("Content-Encoding") != encoding || len(body) < 1000 {
				t.Errorf("%s as %q: %d %v, %d bytes", at, encoding, w.Code, w.Header(), len(body))
			}
		}
		if status, _ := l.get("", "/static/site.css"); status != http.StatusNotFound {
			t.Errorf("a file under another name: %d", status)
		}
	})
}

// TestWhereSomethingIsSentThereIsAWayBack: nobody who opens an address to which forms are sent is told that this cannot be done.
func TestWhereSomethingIsSentThereIsAWayBack(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		pages := l.pages.(*echo.Echo)
		for _, r := range pages.Routes() {
			if r.Method == http.MethodPost && !slices.ContainsFunc(pages.Routes(), func(o *echo.Route) bool { return o.Method == http.MethodGet && o.Path == r.Path }) {
				t.Errorf("nothing is shown at %s", r.Path)
			}
		}
		for at, to := range map[string]string{"/account/password": "/account", "/account/tokens/x/revoke": "/account", "/users/a%20b/link": "/users/a%20b", "/language": "/", "/plans/p/items/1.1/report/draft": "/plans/p/items/1.1/report"} {
			r := httptest.NewRequest(http.MethodGet, at, nil)
			r.AddCookie(&http.Cookie{Name: auth.NewBrowsers("").Cookie(), Value: l.secretOf("chair")})
			w := httptest.NewRecorder()
			if l.pages.ServeHTTP(w, r); w.Code != http.StatusSeeOther || w.Header().Get("Location") != to {
				t.Errorf("%s: %d, to %q", at, w.Code, w.Header().Get("Location"))
			}
		}
	})
}
