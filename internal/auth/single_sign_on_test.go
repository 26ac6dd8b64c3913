package auth_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"

	"fwptracker/internal/auth"
)

const (
	answersAt    = "https://plans.example.org/sign-in/answer"
	clientSecret = "the-secret-of-the-client"
)

// ministry is a real provider, with accounts, a sign-in form, codes and keys. It can be shut, and then answers nothing but 503.
type ministry struct {
	*storage.Storage
	issuer string
	shut   atomic.Bool
	denies atomic.Bool
	found  atomic.Int64 // how often its description was asked for
}

// SaveAuthCode is where the provider decides that somebody who signed in there may go on.
func (m *ministry) SaveAuthCode(ctx context.Context, id, code string) error {
	if m.denies.Load() {
		return oidc.ErrAccessDenied().WithDescription("code %s", code)
	}
	return m.Storage.SaveAuthCode(ctx, id, code)
}

// accounts is the one account of the ministry.
type accounts struct{}

func (accounts) GetUserByUsername(name string) *storage.User {
	return map[string]*storage.User{"rita": accounts{}.GetUserByID("4711")}[name]
}

func (accounts) GetUserByID(id string) *storage.User {
	return &storage.User{ID: id, Username: "rita", Password: "a horse on the roof", FirstName: "Rita", LastName: "Roe", Email: "rita@example.org", EmailVerified: true}
}

func (accounts) ExampleClientID() string { return "unused" }

func newMinistry(t *testing.T) *ministry {
	t.Helper()
	m := &ministry{Storage: storage.NewStorageWithClients(accounts{}, map[string]*storage.Client{
		"fwp":    storage.WebClient("fwp", clientSecret, answersAt),
		"other":  storage.WebClient("other", clientSecret, answersAt),
		"public": storage.NativeClient("public", "http://localhost/answer"),
	})}
	server := httptest.NewUnstartedServer(nil)
	m.issuer = "http://" + server.Listener.Addr().String()
	provider := exampleop.SetupServer(m.issuer, m, slog.New(slog.DiscardHandler), false)
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/.well-known/") {
			m.found.Add(1)
		}
		if m.shut.Load() {
			http.Error(w, "closed for the night", http.StatusServiceUnavailable)
			return
		}
		provider.ServeHTTP(w, r)
	})
	server.Start()
	t.Cleanup(server.Close)
	return m
}

// clock stands where it was made, and can be put ahead of that. The real provider goes by the real time.
type clock struct {
	made  time.Time
	ahead atomic.Int64
}

func newClock() *clock { return &clock{made: time.Now()} }

func (c *clock) now() time.Time { return c.made.Add(time.Duration(c.ahead.Load())) }

func signOn(t *testing.T, cfg auth.SingleSignOnConfig) *auth.SingleSignOn {
	t.Helper()
	s, err := auth.NewSingleSignOn(cfg)
	must(t, err)
	return s
}

func (m *ministry) config(c *clock) auth.SingleSignOnConfig {
	return auth.SingleSignOnConfig{Issuer: m.issuer, ClientID: "fwp", ClientSecret: clientSecret, RedirectURL: answersAt, Name: "Ministry", Now: c.now}
}

var formField = regexp.MustCompile(`<form method="POST" action="([^"]+)"[\s\S]+name="id" value="([^"]+)"`)

// visit follows an address as a browser does, until it is sent back to us; where a form comes up, it fills it in.
func visit(t *testing.T, address string) url.Values {
	t.Helper()
	back := func(u *url.URL) bool {
		return strings.HasPrefix(u.String(), answersAt) || strings.HasPrefix(u.String(), "http://localhost/answer")
	}
	browser := &http.Client{CheckRedirect: func(next *http.Request, _ []*http.Request) error {
		if back(next.URL) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	resp, err := browser.Get(address)
	must(t, err)
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusOK {
		page, err := io.ReadAll(resp.Body)
		must(t, err)
		form := formField.FindStringSubmatch(string(page))
		if form == nil {
			t.Fatalf("no form in %s", page)
		}
		at, err := resp.Request.URL.Parse(form[1])
		must(t, err)
		resp, err = browser.PostForm(at.String(), url.Values{"id": {form[2]}, "username": {"rita"}, "password": {"a horse on the roof"}})
		must(t, err)
		defer resp.Body.Close()
	}
	to, err := resp.Location()
	if err != nil || !back(to) {
		t.Fatalf("the browser is left at %s, %d, sent to %v", resp.Request.URL, resp.StatusCode, to)
	}
	return to.Query()
}

// begin starts a sign-on and lets rita sign in at the provider. The ticket goes through a cookie.
func begin(t *testing.T, s *auth.SingleSignOn) (auth.Ticket, url.Values) {
	t.Helper()
	address, made, err := s.Begin(t.Context())
	must(t, err)
	ticket, err := auth.ParseTicket(made.Encode())
	must(t, err)
	return ticket, visit(t, address)
}

// fails checks that nobody is signed in, for the right reason, and that the error tells nothing that is to be kept.
func fails(t *testing.T, what string, s *auth.SingleSignOn, ticket auth.Ticket, answer url.Values, want error, secrets ...string) (text string) {
	t.Helper()
	who, err := s.Finish(t.Context(), ticket, answer)
	if !errors.Is(err, want) || who != (auth.ProviderIdentity{}) {
		t.Errorf("%s: %+v, %v; want %v", what, who, err, want)
		return ""
	}
	for _, of := range []error{auth.ErrProviderDown, auth.ErrRefusedByProvider, auth.ErrStale, auth.ErrForged} {
		if of != want && errors.Is(err, of) {
			t.Errorf("%s: is %v as well: %v", what, of, err)
		}
	}
	for _, secret := range append(secrets, clientSecret, ticket.State, ticket.Nonce, ticket.Verifier, answer.Get("code"), answer.Get("state")) {
		if len(secret) > 4 && strings.Contains(err.Error(), secret) {
			t.Errorf("%s: the error tells %q: %v", what, secret, err)
		}
	}
	return err.Error()
}

var rita = auth.ProviderIdentity{Subject: "4711", Email: "rita@example.org", Name: "Rita Roe", EmailVerified: true}

func signsIn(t *testing.T, what string, s *auth.SingleSignOn, ticket auth.Ticket, answer url.Values, want auth.ProviderIdentity) {
	t.Helper()
	who, err := s.Finish(t.Context(), ticket, answer)
	proof := who.Proof
	if who.SignedInAt, who.Proof = want.SignedInAt, ""; err != nil || who != want {
		t.Errorf("%s: %+v, %v; want %+v", what, who, err, want)
	}
	if proved, err := s.Prove(t.Context(), ticket, proof); err != nil || proved != (auth.ProviderIdentity{Issuer: want.Issuer, Subject: want.Subject, Proof: proof}) {
		t.Errorf("%s, proved: %+v, %v", what, proved, err)
	}
	other, late := ticket, ticket
	other.Nonce, late.Made = other.Nonce+"x", late.Made.Add(-auth.TicketLife-2*time.Minute) // the clock may be behind
	for _, c := range []struct {
		what, proof string
		ticket      auth.Ticket
		want        error
	}{{"for another ticket", proof, other, auth.ErrForged}, {"too late", proof, late, auth.ErrStale}, {"cut", proof[:len(proof)-1], ticket, auth.ErrForged}, {"missing", "", ticket, auth.ErrForged},
		{"by another key", proof[:strings.LastIndex(proof, ".")+1] + "AAAA", ticket, auth.ErrForged}} {
		if got, err := s.Prove(t.Context(), c.ticket, c.proof); !errors.Is(err, c.want) || got != (auth.ProviderIdentity{}) {
			t.Errorf("%s, a proof %s: %+v, %v", what, c.what, got, err)
		}
	}
}

func TestSomebodySignsInThroughARealProvider(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	want := rita
	want.Issuer = m.issuer
	public := m.config(newClock())
	public.ClientID, public.ClientSecret, public.RedirectURL = "public", "", "http://localhost/answer"
	for name, cfg := range map[string]auth.SingleSignOnConfig{"a client with a secret": m.config(newClock()), "a public client": public} {
		s := signOn(t, cfg)
		ticket, answer := begin(t, s)
		signsIn(t, name, s, ticket, answer, want)
		fails(t, name+", the same answer again", s, ticket, answer, auth.ErrForged)
	}
	if name := signOn(t, m.config(newClock())).Name(); name != "Ministry" {
		t.Errorf("the button reads %q", name)
	}
}

// TestAProviderIsAskedToHaveSomebodySignInAgain: it shows its form even to a browser that it knows, and says when it was filled in.
func TestAProviderIsAskedToHaveSomebodySignInAgain(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	s := signOn(t, m.config(newClock()))
	address, ticket, err := s.Again(t.Context())
	must(t, err)
	asked, err := url.Parse(address)
	if must(t, err); asked.Query().Get("prompt") != "login" || asked.Query().Get("max_age") != "0" {
		t.Errorf("asked for %s", asked.RawQuery)
	}
	before := time.Now().Add(-time.Minute)
	who, err := s.Finish(t.Context(), ticket, visit(t, address))
	if must(t, err); who.SignedInAt.Before(before) {
		t.Errorf("signed in at %s", who.SignedInAt)
	}
	f := newForger(t)
	for said, want := range map[any]time.Time{nil: {}, "yesterday": {}, f.clock.made.Unix(): time.Unix(f.clock.made.Unix(), 0)} {
		f.claims = map[string]any{"iss": f.issuer, "aud": "fwp", "sub": "4711", "iat": f.clock.made.Unix(), "exp": f.clock.made.Add(time.Hour).Unix(), "name": "Rita Roe", "email": "r@example.org", "auth_time": said}
		s := signOn(t, f.config())
		ticket, answer := f.begin(t, s)
		if who, err := s.Finish(t.Context(), ticket, answer); err != nil || !who.SignedInAt.Equal(want) {
			t.Errorf("auth_time %v: %s, %v", said, who.SignedInAt, err)
		}
	}
}

func TestAnAnswerMustFitTheTicketOfItsBrowser(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	s := signOn(t, m.config(newClock()))
	_, another, err := s.Begin(t.Context())
	must(t, err)
	for _, c := range []struct {
		what  string
		spoil func(ticket *auth.Ticket, answer url.Values)
		want  error
	}{
		{"no ticket", func(ticket *auth.Ticket, _ url.Values) { *ticket = auth.Ticket{} }, auth.ErrStale},
		{"no ticket, and no state", func(ticket *auth.Ticket, answer url.Values) {
			*ticket = auth.Ticket{Made: time.Now()}
			answer.Del("state")
		}, auth.ErrStale},
		{"the ticket of another sign-on", func(ticket *auth.Ticket, _ url.Values) { *ticket = another }, auth.ErrForged},
		{"another state", func(_ *auth.Ticket, answer url.Values) { answer.Set("state", another.State) }, auth.ErrForged},
		{"no state", func(_ *auth.Ticket, answer url.Values) { answer.Del("state") }, auth.ErrForged},
		{"the beginning of the state", func(_ *auth.Ticket, answer url.Values) { answer.Set("state", answer.Get("state")[:20]) }, auth.ErrForged},
		{"a second state", func(_ *auth.Ticket, answer url.Values) { answer.Add("state", "x") }, auth.ErrForged},
		{"no code", func(_ *auth.Ticket, answer url.Values) { answer.Del("code") }, auth.ErrForged},
		{"a second code", func(_ *auth.Ticket, answer url.Values) { answer.Add("code", "x") }, auth.ErrForged},
		{"a made-up code", func(_ *auth.Ticket, answer url.Values) { answer.Set("code", "made-up") }, auth.ErrForged},
		{"another verifier", func(ticket *auth.Ticket, _ url.Values) { ticket.Verifier = another.Verifier }, auth.ErrForged},
		{"another nonce", func(ticket *auth.Ticket, _ url.Values) { ticket.Nonce = another.Nonce }, auth.ErrForged},
		{"an answer of another issuer", func(_ *auth.Ticket, answer url.Values) { answer.Set("iss", "https://evil.example") }, auth.ErrForged},
	} {
		ticket, answer := begin(t, s)
		c.spoil(&ticket, answer)
		fails(t, c.what, s, ticket, answer, c.want)
	}
}

func TestACodeOfAnotherClientOrPersonIsNotTaken(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	s, cfg := signOn(t, m.config(newClock())), m.config(newClock())
	cfg.ClientID = "other"
	for what, of := range map[string]*auth.SingleSignOn{"another client": signOn(t, cfg), "another browser": s} {
		ticket, answer := begin(t, s)
		_, stolen := begin(t, of)
		answer.Set("code", stolen.Get("code"))
		fails(t, "a code of "+what, s, ticket, answer, auth.ErrForged)
	}
}

func TestATicketIsGoodForTenMinutes(t *testing.T) {
	t.Parallel()
	m, c := newMinistry(t), newClock()
	s := signOn(t, m.config(c))
	want := rita
	want.Issuer = m.issuer
	for _, step := range []struct {
		after time.Duration
		want  error
	}{{auth.TicketLife - 30*time.Second, nil}, {auth.TicketLife, auth.ErrStale}, {-90 * time.Second, nil}, {-3 * time.Minute, auth.ErrStale}} {
		c.ahead.Store(0)
		ticket, answer := begin(t, s)
		c.ahead.Store(int64(step.after))
		if step.want == nil {
			signsIn(t, step.after.String(), s, ticket, answer, want)
		} else {
			fails(t, step.after.String(), s, ticket, answer, step.want)
		}
	}
}

func TestAProviderThatRefusesIsToldApart(t *testing.T) {
	t.Parallel()
	m := newMinistry(t)
	s := signOn(t, m.config(newClock()))
	m.denies.Store(true)
	ticket, answer := begin(t, s)
	if answer.Get("error") != "access_denied" {
		t.Fatalf("the provider answers %v", answer)
	}
	if text := fails(t, "denied", s, ticket, answer, auth.ErrRefusedByProvider, answer.Get("error_description")); !strings.HasSuffix(text, ": access_denied") {
		t.Errorf("the error does not say why: %s", text)
	}
	answer.Set("state", "made-up")
	fails(t, "a forged refusal", s, ticket, answer, auth.ErrForged)

	m.denies.Store(false)
	cfg := m.config(newClock())
	cfg.ClientSecret = "not-the-secret-of-the-client"
	s = signOn(t, cfg)
	ticket, answer = begin(t, s)
	fails(t, "a wrong secret in the settings", s, ticket, answer, auth.ErrRefusedByProvider, cfg.ClientSecret)
}

func TestAProviderMayComeUpLater(t *testing.T) {
	t.Parallel()
	m, c := newMinistry(t), newClock()
	m.shut.Store(true)
	s := signOn(t, m.config(c))
	if n := m.found.Load(); n != 0 {
		t.Errorf("the provider was asked %d times before anybody signs in", n)
	}
	begins := func(what string, want error, asked int64) {
		t.Helper()
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if _, _, err := s.Begin(t.Context()); !errors.Is(err, want) {
					t.Errorf("%s: %v, want %v", what, err, want)
				}
			})
		}
		all.Wait()
		if n := m.found.Load(); n != asked {
			t.Errorf("%s: the provider was asked %d times, want %d", what, n, asked)
		}
	}
	begins("down", auth.ErrProviderDown, 1)
	m.shut.Store(false)
	begins("up again, a moment later", auth.ErrProviderDown, 1)
	c.ahead.Store(int64(5 * time.Second))
	begins("up again, seconds later", nil, 2)
	c.ahead.Store(int64(time.Hour))
	begins("known", nil, 2)

	c.ahead.Store(0)
	ticket, answer := begin(t, s)
	m.shut.Store(true)
	fails(t, "down between beginning and end", s, ticket, answer, auth.ErrProviderDown)
	m.shut.Store(false)
	want := rita
	want.Issuer = m.issuer
	signsIn(t, "and up again", s, ticket, answer, want)
}

func TestAClockSetBackDoesNotKeepTheProviderDown(t *testing.T) {
	t.Parallel()
	m, c := newMinistry(t), newClock()
	m.shut.Store(true)
	s := signOn(t, m.config(c))
	if _, _, err := s.Begin(t.Context()); !errors.Is(err, auth.ErrProviderDown) {
		t.Errorf("down: %v", err)
	}
	m.shut.Store(false)
	c.ahead.Store(int64(-time.Hour))
	begin(t, s)
}

// A provider that takes a call and says nothing holds nobody up for long, and only those who want to sign in.
func TestASilentProviderIsNotWaitedForLong(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer silent.Close()
	c := newClock()
	s := signOn(t, auth.SingleSignOnConfig{Issuer: "http://" + silent.Addr().String(), ClientID: "fwp", RedirectURL: answersAt, Name: "Ministry", Now: c.now})
	hasty, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	for _, wait := range []struct {
		ctx  context.Context
		most time.Duration
	}{{hasty, 3 * time.Second}, {t.Context(), 20 * time.Second}, {t.Context(), 3 * time.Second}} {
		start := time.Now()
		if _, _, err := s.Begin(wait.ctx); !errors.Is(err, auth.ErrProviderDown) || wait.ctx == hasty && !strings.Contains(err.Error(), "in time") {
			t.Errorf("%v", err)
		}
		if took := time.Since(start); took > wait.most {
			t.Errorf("waited %s", took)
		}
	}
	must(t, silent.Close())
	c.ahead.Store(int64(time.Minute))
	if _, _, err := s.Begin(t.Context()); !errors.Is(err, auth.ErrProviderDown) || !strings.Contains(err.Error(), "refused") {
		t.Errorf("nobody listens: %v", err)
	}
}
