package auth

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

var (
	// ErrProviderDown: the provider cannot be reached, or does not answer as one. Nobody is at fault who wants to sign in; they try again later.
	ErrProviderDown = errors.New("the provider of single sign-on cannot be used now")
	// ErrRefusedByProvider: the provider says no: the person did not agree or may not use this service, or the provider does not accept our settings.
	// The provider's own code follows.
	ErrRefusedByProvider = errors.New("the provider of single sign-on refuses")
	// ErrStale: the browser has no ticket, or one of too long ago. Whoever wants to sign in starts again.
	ErrStale = errors.New("the single sign-on was begun too long ago, or not in this browser")
	// ErrForged: the answer does not belong to the ticket, or is not the provider's. Nobody may be signed in by it.
	ErrForged = errors.New("the answer to the single sign-on does not hold")
)

const (
	rediscoverAfter = 5 * time.Second // how long a failed discovery is left alone
	clockSkew       = 2 * time.Minute // how far the clocks of the provider, and of other instances, may be from ours
)

// SingleSignOnConfig are the settings of the one provider.
type SingleSignOnConfig struct {
	// Issuer is the provider's address, character by character as its tokens name it: a slash at the end counts.
	Issuer string
	// ClientID and ClientSecret are what the provider gave to this service; a public client has no secret.
	ClientID, ClientSecret string
	// RedirectURL is the page of this service to which the provider sends the browser back, as it is registered there.
	RedirectURL string
	// Name of the provider is what people read on the button.
	Name string
	// Now is the clock.
	Now func() time.Time
}

// SingleSignOn signs people in through an OpenID Connect provider: authorization code with PKCE (S256), state and nonce. It tells who somebody is to the
// provider; whether that is anybody here is for others to find. It keeps nothing of anyone: what a sign-in needs is in its ticket.
type SingleSignOn struct {
	cfg    SingleSignOnConfig
	client *http.Client

	mu   sync.Mutex
	last *discovery
}

// NewSingleSignOn judges the settings and asks nobody: the provider is looked up once somebody wants to sign in, so that the service starts without it.
// Its errors name the setting.
func NewSingleSignOn(cfg SingleSignOnConfig) (*SingleSignOn, error) {
	for _, field := range []struct{ name, value string }{{"issuer", cfg.Issuer}, {"redirect URL", cfg.RedirectURL}} {
		u, err := url.Parse(field.value)
		if err != nil || !protected(u) || u.User != nil || u.Fragment != "" || field.name == "issuer" && u.RawQuery != "" {
			return nil, fmt.Errorf("single sign-on: the %s must be an https address, or http on localhost", field.name)
		}
	}
	switch {
	case cfg.ClientID == "":
		return nil, errors.New("single sign-on: the client id is missing")
	case cfg.Name == "":
		return nil, errors.New("single sign-on: the name of the provider is missing")
	case cfg.Now == nil:
		return nil, errors.New("single sign-on: the clock is missing")
	}
	return &SingleSignOn{cfg: cfg, client: newProviderClient()}, nil
}

// protected says that what is sent to an address can be read by nobody on the way.
func protected(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	loopback := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	return u.Hostname() != "" && (u.Scheme == "https" || u.Scheme == "http" && loopback)
}

// Issuer is the provider's address, as identities name it.
func (s *SingleSignOn) Issuer() string { return s.cfg.Issuer }

// Name is what people read on the button.
func (s *SingleSignOn) Name() string { return s.cfg.Name }

// Begin makes the address to which the browser is sent, and the ticket that the browser keeps until it comes back: in a cookie that no script reads and
// no other site sends, for [TicketLife] at most. Anybody may begin. [ErrProviderDown] where the provider was not found.
func (s *SingleSignOn) Begin(ctx context.Context) (address string, ticket Ticket, err error) {
	return s.begin(ctx)
}

// Again is [SingleSignOn.Begin] for somebody who is to prove anew who they are: the provider is asked to have them sign in once more, even where it knows
// their browser, and to say when they did. Whether it was lately is for who asked to judge: see [ProviderIdentity].
func (s *SingleSignOn) Again(ctx context.Context) (address string, ticket Ticket, err error) {
	return s.begin(ctx, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
}

func (s *SingleSignOn) begin(ctx context.Context, more ...oauth2.AuthCodeOption) (address string, ticket Ticket, err error) {
	p, err := s.provider(ctx)
	if err != nil {
		return "", Ticket{}, err
	}
	t := Ticket{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Made: s.cfg.Now().UTC()}
	return p.oauth.AuthCodeURL(t.State, append(more, oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier))...), t, nil
}

// provider is what a discovery found.
type provider struct {
	*oidc.Provider
	oauth oauth2.Config
	keys  oidc.KeySet
	// namesItself says that each answer through the browser names its issuer (RFC 9207).
	namesItself bool
}

// discovery is one look at what the provider says of itself. Once done is closed, nothing in it changes.
type discovery struct {
	done  chan struct{}
	found *provider
	err   error
	ended time.Time
}

// provider waits for the discovery, which all share who come while it goes on. One that found the provider stands until the program ends.
func (s *SingleSignOn) provider(ctx context.Context) (*provider, error) {
	d := s.discovery()
	select {
	case <-d.done:
		return d.found, d.err
	case <-ctx.Done():
		return nil, down("its description", ctx.Err())
	}
}

// discovery is the one of now. It belongs to no request: who leaves does not end it for the others.
func (s *SingleSignOn) discovery() *discovery {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d := s.last; d != nil && !d.outlived(s.cfg.Now()) {
		return d
	}
	d := &discovery{done: make(chan struct{})}
	go func() {
		defer close(d.done)
		d.found, d.err = s.discover()
		d.ended = s.cfg.Now()
	}()
	s.last = d
	return d
}

// outlived says that a discovery failed, and long enough ago for another. A clock that was set back does not prolong that.
func (d *discovery) outlived(now time.Time) bool {
	select {
	case <-d.done:
		age := now.Sub(d.ended)
		return d.err != nil && (age >= rediscoverAfter || age < 0)
	default:
		return false
	}
}

func (s *SingleSignOn) discover() (*provider, error) {
	ctx := oidc.ClientContext(context.Background(), s.client)
	p, err := oidc.NewProvider(ctx, s.cfg.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: its description: %s", ErrProviderDown, excerpt(err.Error()))
	}
	var says struct {
		Keys        string   `json:"jwks_uri"`
		NamesItself bool     `json:"authorization_response_iss_parameter_supported"`
		ClientAuth  []string `json:"token_endpoint_auth_methods_supported"`
	}
	if err := p.Claims(&says); err != nil {
		return nil, fmt.Errorf("%w: its description: %s", ErrProviderDown, excerpt(err.Error()))
	}
	endpoint := p.Endpoint()
	for _, at := range []string{endpoint.AuthURL, endpoint.TokenURL, says.Keys, cmp.Or(p.UserInfoEndpoint(), s.cfg.Issuer)} {
		if u, err := url.Parse(at); err != nil || !protected(u) {
			return nil, fmt.Errorf("%w: its description sends to %q, which is no https address", ErrProviderDown, excerpt(at))
		}
	}
	// Told, so that the secret and the code are not tried out in several ways. In the header is what a provider that says nothing expects.
	endpoint.AuthStyle = oauth2.AuthStyleInHeader
	if s.cfg.ClientSecret == "" || len(says.ClientAuth) > 0 && !slices.Contains(says.ClientAuth, "client_secret_basic") {
		endpoint.AuthStyle = oauth2.AuthStyleInParams
	}
	return &provider{Provider: p, keys: oidc.NewRemoteKeySet(ctx, says.Keys), namesItself: says.NamesItself, oauth: oauth2.Config{
		ClientID: s.cfg.ClientID, ClientSecret: s.cfg.ClientSecret, RedirectURL: s.cfg.RedirectURL, Endpoint: endpoint,
		Scopes: []string{oidc.ScopeOpenID, oidc.ScopeProfile, oidc.ScopeEmail},
	}}, nil
}
