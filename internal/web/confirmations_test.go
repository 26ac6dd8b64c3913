package web_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/web"
	"fwptracker/internal/workplan"
)

var quiet = slog.New(slog.DiscardHandler)

const phrase = "seven green lanterns drift"

// password gives a person the password by which the tests know them.
func (l *library) password(who string) {
	l.t.Helper()
	hash, err := auth.NewPasswords().Hash(context.Background(), phrase)
	if err == nil {
		err = l.ChangePassword(context.Background(), as(who), hash, 0)
	}
	if err != nil {
		l.t.Fatal(err)
	}
}

// TestWhatConcernsAccessAsksAgainWhoItIs: after a quarter of an hour; the right password does what was asked for with nothing typed again, a wrong one nothing.
func TestWhatConcernsAccessAsksAgainWhoItIs(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.password("desk")
		roles := func() int {
			return len(must[tracker.UserReading](t)(l.User(context.Background(), operator, "rita")).Bindings)
		}
		for at, form := range map[string]url.Values{"/users/rita": {"role": {"focal_point wg"}, "member": {"cland"}, "agency": {"Zq \"agency\" & sons"}}, "/users/new": {"name": {"Zqname"}},
			"/users/rita/edit": {"name": {"Zqname"}}, "/users/rita/link": {}, "/users/rita/disable": {}, "/users/rita/enable": {}, "/users/rita/roles/1/end": {}, "/account/tokens": {"name": {"Zqtoken"}, "scopes": {"read", "audit"}}} {
			secret := l.secretOf("desk")
			l.now = l.now.Add(workplan.ConfirmWithin + time.Second)
			w := l.sends(l.pages, secret, "same-origin", at, form)
			page := main(w.Body.String())
			if w.Code != http.StatusForbidden || !strings.Contains(page, "Show that it is you") || !strings.Contains(page, `action="`+at+`"`) {
				t.Errorf("%s, long after signing in: %d\n%s", at, w.Code, page)
			}
			back := fieldsOf(t, page, at)
			for name, values := range form {
				if strings.Join(back[name], "|") != strings.Join(values, "|") {
					t.Errorf("%s: %s comes back as %q", at, name, back[name])
				}
			}
		}
		if n := roles(); n != 1 {
			t.Fatalf("something was done: %d roles", n)
		}
		secret := l.secretOf("desk")
		l.now = l.now.Add(workplan.ConfirmWithin + time.Second)
		form := url.Values{"role": {"reader wg"}, "key": {"k"}, "confirm.password": {"wrong"}}
		if w := l.sends(l.pages, secret, "same-origin", "/users/rita", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "That is not your password.") ||
			strings.Contains(w.Body.String(), `value="wrong"`) || roles() != 1 {
			t.Errorf("a wrong password: %d, %d roles\n%s", w.Code, roles(), main(w.Body.String()))
		}
		form.Set("confirm.password", phrase)
		if w := l.sends(l.pages, secret, "same-origin", "/users/rita", form); w.Header().Get("Location") != "/users/rita?done=given" || roles() != 2 {
			t.Errorf("the right one: %d, %d roles\n%s", w.Code, roles(), main(w.Body.String()))
		}
		l.now = l.now.Add(workplan.ConfirmWithin - time.Second)
		if w := l.sends(l.pages, secret, "same-origin", "/users/rita/roles/2/end", nil); w.Header().Get("Location") != "/users/rita?done=taken" {
			t.Errorf("a little later: %d", w.Code)
		}
		l.now = l.now.Add(2 * time.Second)
		if w := l.sends(l.pages, secret, "same-origin", "/users/rita/roles/1/end", nil); w.Code != http.StatusForbidden {
			t.Errorf("a quarter of an hour later: %d", w.Code)
		}
	})
}

func TestAttemptsToShowWhoOneIsAreCounted(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.password("desk")
		secret := l.secretOf("desk")
		l.now = l.now.Add(workplan.ConfirmWithin + time.Second)
		for n := range workplan.MaxFailuresMinute + 1 {
			want := http.StatusUnprocessableEntity
			password := "wrong"
			if n == workplan.MaxFailuresMinute {
				want, password = http.StatusTooManyRequests, phrase
			}
			if w := l.sends(l.pages, secret, "same-origin", "/account/confirm", url.Values{"confirm.password": {password}}); w.Code != want {
				t.Errorf("attempt %d: %d, want %d", n+1, w.Code, want)
			}
		}
		l.now = l.now.Add(2 * time.Minute)
		if w := l.sends(l.pages, secret, "same-origin", "/account/confirm", url.Values{"confirm.password": {phrase}}); w.Header().Get("Location") != "/account?done=confirmed" {
			t.Errorf("after a while: %d", w.Code)
		}
		if status, _ := l.get("", "/account/confirm?next=/users"); status != http.StatusSeeOther {
			t.Errorf("who has not signed in: %d", status)
		}
	})
}

// providerPeople are those whom the provider knows: rita, and one who is nobody here.
type providerPeople struct{}

func (providerPeople) GetUserByUsername(name string) *storage.User {
	return providerPeople{}.GetUserByID(name)
}
func (providerPeople) GetUserByID(id string) *storage.User {
	return &storage.User{ID: id, Username: id, Password: "p", FirstName: id, LastName: "Roe", Email: id + "@example.org", EmailVerified: true}
}
func (providerPeople) ExampleClientID() string { return "unused" }

// ministry has people sign in through a provider too, and gives its address.
func (l *library) ministry() (issuer string) {
	l.t.Helper()
	provider := httptest.NewUnstartedServer(nil)
	issuer = "http://" + provider.Listener.Addr().String()
	clients := map[string]*storage.Client{"fwp": storage.WebClient("fwp", "secret", "http://localhost/sign-in/provider/back")}
	provider.Config.Handler = exampleop.SetupServer(issuer, storage.NewStorageWithClients(providerPeople{}, clients), quiet, false)
	provider.Start()
	l.t.Cleanup(provider.Close)
	sso := must[*auth.SingleSignOn](l.t)(auth.NewSingleSignOn(auth.SingleSignOnConfig{Issuer: issuer, ClientID: "fwp", ClientSecret: "secret", RedirectURL: "http://localhost/sign-in/provider/back", Name: "Ministry", Now: time.Now}))
	l.pages = l.served(func(c *web.Config) { c.SingleSignOn = sso })
	return issuer
}

// TestWhoComesThroughAProviderShowsThereWhoTheyAre: it has them sign in anew, and they go on with the form that they had sent; somebody else's sign-in does nothing.
func TestWhoComesThroughAProviderShowsThereWhoTheyAre(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		issuer := l.ministry()
		for _, way := range []string{"join=1", "again=1&next=/users", "link=x"} { // a link elsewhere makes nobody do this
			r := httptest.NewRequest(http.MethodGet, "/sign-in/provider?"+way, nil)
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			r.AddCookie(&http.Cookie{Name: "fwp_session", Value: l.secretOf("desk")})
			w := httptest.NewRecorder()
			if l.pages.ServeHTTP(w, r); !strings.HasPrefix(w.Header().Get("Location"), "/account") && !strings.HasPrefix(w.Header().Get("Location"), "/welcome?link=") {
				t.Errorf("from another site, %s leads to %q", way, w.Header().Get("Location"))
			}
		}
		if err := l.LinkIdentity(context.Background(), as("desk"), issuer, "desk"); err != nil {
			t.Fatal(err)
		}
		l.now = time.Now().Add(-20 * time.Minute)
		secret := l.secretOf("desk")
		l.now = time.Now()
		sent := l.sends(l.pages, secret, "same-origin", "/users/rita", url.Values{"role": {"reader wg"}, "key": {"k"}})
		page := main(sent.Body.String())
		l.says("no password, but a provider", page, []string{"Sign in through Ministry once more."}, []string{"confirm.password"})
		way := regexp.MustCompile(`href="(/sign-in/provider\?again[^"]+)"`).FindStringSubmatch(page)
		if way == nil {
			t.Fatalf("there is no way to the provider:\n%s", page)
		}
		l.says("home", l.readIn(secret, "/"), nil, []string{"You have begun and not sent"})
		if w := l.atProvider(secret, way[1], "stranger"); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "is not the user who is signed in here") {
			t.Errorf("a stranger signs in at the provider: %d\n%s", w.Code, main(w.Body.String()))
		}
		back := l.atProvider(secret, way[1], "desk")
		if back.Code != http.StatusSeeOther || back.Header().Get("Location") != "/account/confirm?next=%2Fusers%2Frita" {
			t.Fatalf("back from the provider: %d %s\n%s", back.Code, back.Header().Get("Location"), main(back.Body.String()))
		}
		ready := main(l.readIn(secret, back.Header().Get("Location")))
		l.says("back from the provider", ready, []string{"You have shown that it is you.", `action="/users/rita"`, `value="reader wg"`}, nil)
		if w := l.sends(l.pages, secret, "same-origin", "/users/rita", fieldsOf(t, ready, "/users/rita")); w.Header().Get("Location") != "/users/rita?done=given" {
			t.Errorf("gone on: %d\n%s", w.Code, main(w.Body.String()))
		}
		if drafts := must[[]workplan.FormDraft](t)(l.Drafts(context.Background(), as("desk"))); len(drafts) > 0 {
			t.Errorf("what was kept on the way is still there: %+v", drafts)
		}
	})
}

// readIn is a page that is there, as a browser sees it.
func (l *library) readIn(secret, address string) string {
	l.t.Helper()
	r := httptest.NewRequest(http.MethodGet, address, nil)
	r.AddCookie(&http.Cookie{Name: "fwp_session", Value: secret})
	w := httptest.NewRecorder()
	if l.pages.ServeHTTP(w, r); w.Code != http.StatusOK {
		l.t.Fatalf("%s: %d\n%s", address, w.Code, main(w.Body.String()))
	}
	return w.Body.String()
}

// atProvider goes to the provider and signs in there as somebody, and gives what we answer to what it sends back.
func (l *library) atProvider(secret, way, who string) *httptest.ResponseRecorder {
	l.t.Helper()
	t := l.t
	ask := func(address string, cookies ...*http.Cookie) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, address, nil)
		for _, c := range append(cookies, &http.Cookie{Name: "fwp_session", Value: secret}) {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		l.pages.ServeHTTP(w, r)
		return w
	}
	out := ask(strings.ReplaceAll(way, "&amp;", "&"))
	to := must[*url.URL](t)(url.Parse(out.Header().Get("Location")))
	if (to.Query().Get("prompt") == "login") != strings.Contains(way, "again=1") {
		t.Fatalf("sent to %s, %d", to, out.Code)
	}
	jar, _ := cookiejar.New(nil) // without options it does not fail
	browser := &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if r.URL.Host == "localhost" {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	form := must[*http.Response](t)(browser.Get(to.String()))
	defer form.Body.Close()
	at := form.Request.URL
	in := must[*http.Response](t)(browser.PostForm(at.Scheme+"://"+at.Host+at.Path, url.Values{"id": {at.Query().Get("authRequestID")}, "username": {who}, "password": {"p"}}))
	defer in.Body.Close()
	home, err := in.Location()
	if err != nil {
		t.Fatalf("the provider leaves %s at %s: %d", who, in.Request.URL, in.StatusCode)
	}
	return ask(home.RequestURI(), out.Result().Cookies()...)
}
