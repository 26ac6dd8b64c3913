package main

import (
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"

	"fwptracker/internal/browsertest"
)

// ministryAccounts is the one account of the provider.
type ministryAccounts struct{}

func (ministryAccounts) GetUserByUsername(name string) *storage.User {
	return map[string]*storage.User{"rita": ministryAccounts{}.GetUserByID("4711")}[name]
}

func (ministryAccounts) GetUserByID(id string) *storage.User {
	return &storage.User{ID: id, Username: "rita", Password: "a horse on the roof", FirstName: "Rita", LastName: "Roe", Email: "rita@example.org", EmailVerified: true}
}

func (ministryAccounts) ExampleClientID() string { return "unused" }

// ministry starts a real provider that knows the service at an address.
func ministry(t *testing.T, service string) (issuer string) {
	t.Helper()
	server := httptest.NewUnstartedServer(nil)
	issuer = "http://" + server.Listener.Addr().String()
	clients := map[string]*storage.Client{"fwp": storage.WebClient("fwp", "the-secret", service+"/sign-in/provider/back")}
	server.Config.Handler = exampleop.SetupServer(issuer, storage.NewStorageWithClients(ministryAccounts{}, clients), slog.New(slog.DiscardHandler), false)
	server.Start()
	t.Cleanup(server.Close)
	return issuer
}

// freeAddress is one on which nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// atTheMinistry signs rita in at the provider's own form.
func atTheMinistry(p *browsertest.Page) {
	p.Type("#username", "rita")
	p.Type("#password", "a horse on the roof")
	p.Press("button[type=submit]")
}

// TestAMinistrySignsItsOwnPeopleIn: whom the provider knows is nobody here until an invitation or their own account joins the two; after that they
// come in through it.
func TestAMinistrySignsItsOwnPeopleIn(t *testing.T) {
	t.Parallel()
	b, there := browsertest.Start(t)
	if !there {
		return
	}
	e, _ := demoDatabase(t)
	at := freeAddress(t)
	issuer := ministry(t, "http://"+at)
	r := serving(t, e, "--listen", at, "--public-url", "http://"+at, "--oidc-issuer", issuer, "--oidc-client", "fwp", "--oidc-secret", "the-secret", "--oidc-name", "Ministry", "--anonymous-limit", "0")
	o := office{r, t, b}
	through := `a.button[href^="/sign-in/provider"]`

	p := o.visitor(false)
	p.Go(r.url + "/sign-in?next=" + url.QueryEscape(trainingPath))
	p.Press(through)
	atTheMinistry(p)
	if all := p.Text(); !strings.Contains(all, "Ministry knows you, but no user here is you.") {
		t.Fatalf("a stranger with an identity sees:\n%s", all)
	}
	link := regexp.MustCompile(`/welcome\?link=\w+`).FindString(must(t, e, "user", "invite", "--username", "demo.reader"))
	p.Go(r.url + link)
	p.Press(through)
	atTheMinistry(p)
	if all := p.Text(); !strings.Contains(all, "rita@example.org") || !strings.Contains(all, issuer) || strings.Contains(all, "Welcome, Demo reader") {
		t.Fatalf("before they agree:\n%s", all)
	}
	p.Press("form[action='/sign-in/provider/join'] button")
	if all := p.Text(); !strings.Contains(all, "Welcome, Demo reader") {
		t.Fatalf("after the invitation:\n%s", all)
	}
	p.Press("form[action='/sign-out'] button")
	p.Go(r.url + "/sign-in?next=" + url.QueryEscape(trainingPath))
	p.Press(through)
	if !strings.HasPrefix(p.Address(), r.url) {
		atTheMinistry(p)
	}
	if p.Address() != r.url+trainingPath || !strings.Contains(p.Text(), "Demo reader") {
		t.Errorf("signed in through the provider the browser is at %s:\n%s", p.Address(), p.Text())
	}

	lead := o.signIn("demo.lead", false)
	lead.Go(r.url + "/account")
	lead.Press(through)
	atTheMinistry(lead)
	lead.Press("form[action='/sign-in/provider/join'] button")
	if all := lead.Text(); !strings.Contains(all, "This identity belongs to another user") {
		t.Errorf("an identity is joined with a second user:\n%s", all)
	}
	resp, _ := ask(t, "GET", r.url+"/sign-in/provider/back?code=made-up&state=made-up", "")
	if resp.StatusCode != http.StatusForbidden {
		t.Errorf("an answer that nobody asked for: %d", resp.StatusCode)
	}
}

func TestSingleSignOnIsSetUpWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	for missing, args := range map[string][]string{
		"FWP_OIDC_CLIENT": {"--oidc-issuer", "https://id.example.org", "--public-url", "https://plans.example.org"},
		"FWP_OIDC_ISSUER": {"--oidc-client", "fwp", "--public-url", "https://plans.example.org"},
		"FWP_PUBLIC_URL":  {"--oidc-issuer", "https://id.example.org", "--oidc-client", "fwp"},
	} {
		code, _, stderr := fwp(t, env{}, append([]string{"serve", "--listen", "127.0.0.1:0", "--database", "sqlite://" + t.TempDir() + "/new.db"}, args...)...)
		if code != 1 || !strings.Contains(stderr, missing+" is missing") {
			t.Errorf("without %s: exit code %d, %s", missing, code, stderr)
		}
	}
}
