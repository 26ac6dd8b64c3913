package auth_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/auth"
)

// The keys of the forger, and one that it does not publish.
var (
	rsaKey, strayKey = rsaPair(), rsaPair()
	ecKey            = first(ecdsa.GenerateKey(elliptic.P256(), rand.Reader))
	edPublic, edKey  = edPair()
)

func first[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func rsaPair() *rsa.PrivateKey { return first(rsa.GenerateKey(rand.Reader, 2048)) }

func edPair() (ed25519.PublicKey, ed25519.PrivateKey) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	return first(public, err), private
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// publicKeys is the key set of the forger.
func publicKeys() map[string]any {
	point := first(ecKey.PublicKey.Bytes()) // 4, x and y
	return map[string]any{"keys": []map[string]any{
		{"kty": "RSA", "kid": "rsa", "n": b64(rsaKey.N.Bytes()), "e": "AQAB"},
		{"kty": "EC", "kid": "ec", "crv": "P-256", "x": b64(point[1:33]), "y": b64(point[33:])},
		{"kty": "OKP", "kid": "ed", "crv": "Ed25519", "x": b64(edPublic)},
	}}
}

// jwt signs a token by hand, in ways in which no library would.
func jwt(alg, kid string, content map[string]any) string {
	text := b64(first(json.Marshal(map[string]string{"alg": alg, "kid": kid, "typ": "JWT"}))) + "." + b64(first(json.Marshal(content)))
	short, long := sha256.Sum256([]byte(text)), sha512.Sum512([]byte(text))
	key := rsaKey
	if kid == "stray" {
		key = strayKey
	}
	var signature []byte
	switch alg {
	case "RS256":
		signature = first(rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, short[:]))
	case "RS512":
		signature = first(rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA512, long[:]))
	case "PS256":
		signature = first(rsa.SignPSS(rand.Reader, key, crypto.SHA256, short[:], nil))
	case "ES256":
		r, s, err := ecdsa.Sign(rand.Reader, ecKey, short[:])
		signature = make([]byte, 64)
		first(r, err).FillBytes(signature[:32])
		s.FillBytes(signature[32:])
	case "EdDSA":
		signature = ed25519.Sign(edKey, []byte(text))
	case "HS256": // with what everybody knows as the secret
		mac := hmac.New(sha256.New, []byte(clientSecret))
		mac.Write([]byte(text))
		signature = mac.Sum(nil)
	}
	return text + "." + b64(signature)
}

// forger is a provider that does what it is told, whatever the standards say.
type forger struct {
	issuer      string
	clock       *clock
	alg, kid    string // of the ID token
	description map[string]any
	claims      map[string]any // of the ID token
	userInfo    map[string]any
	at          map[string]http.HandlerFunc // what it does at some paths instead of what is right

	mu    sync.Mutex
	nonce string
	asked map[string]*http.Request
	token string
}

const (
	accessToken = "an-access-token-to-be-kept"
	forgedCode  = "a-code-to-be-kept"
)

func newForger(t *testing.T) *forger {
	t.Helper()
	f := &forger{clock: &clock{made: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}, alg: "RS256", kid: "rsa", at: map[string]http.HandlerFunc{}, asked: map[string]*http.Request{}}
	server := httptest.NewServer(http.HandlerFunc(f.answer))
	t.Cleanup(server.Close)
	f.issuer = server.URL
	f.description = map[string]any{"issuer": f.issuer, "authorization_endpoint": f.issuer + "/authorize", "token_endpoint": f.issuer + "/token",
		"jwks_uri": f.issuer + "/keys", "userinfo_endpoint": f.issuer + "/userinfo",
		"id_token_signing_alg_values_supported": []string{"none", "HS256", "RS256", "RS512", "PS256", "ES256", "EdDSA"}}
	f.claims = map[string]any{"iss": f.issuer, "aud": "fwp", "sub": "4711", "email": "rita@example.org", "email_verified": true, "name": "Rita Roe",
		"iat": f.clock.made.Unix(), "exp": f.clock.made.Add(time.Hour).Unix()}
	f.userInfo = map[string]any{"sub": "4711"}
	return f
}

func (f *forger) answer(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = r.ParseForm()
	f.asked[r.URL.Path] = r
	if instead := f.at[r.URL.Path]; instead != nil {
		instead(w, r)
		return
	}
	var says map[string]any
	switch r.URL.Path {
	case "/.well-known/openid-configuration":
		says = f.description
	case "/keys":
		says = publicKeys()
	case "/userinfo":
		says = f.userInfo
	case "/token":
		if _, told := f.claims["nonce"]; !told {
			f.claims["nonce"] = f.nonce
		}
		f.token = jwt(f.alg, f.kid, f.claims)
		says = map[string]any{"access_token": accessToken, "token_type": "Bearer", "id_token": f.token}
	default:
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(says)
}

func (f *forger) request(path string) *http.Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.asked[path]
}

func (f *forger) config() auth.SingleSignOnConfig {
	return auth.SingleSignOnConfig{Issuer: f.issuer, ClientID: "fwp", ClientSecret: clientSecret, RedirectURL: answersAt, Name: "Forger", Now: f.clock.now}
}

// begin starts a sign-on, and gives the right answer of the browser to it.
func (f *forger) begin(t *testing.T, s *auth.SingleSignOn) (auth.Ticket, url.Values) {
	t.Helper()
	address, ticket, err := s.Begin(t.Context())
	must(t, err)
	u, err := url.Parse(address)
	must(t, err)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.nonce = u.Query().Get("nonce")
	return ticket, url.Values{"state": {u.Query().Get("state")}, "code": {forgedCode}}
}

// judged has a forgery judged: want is the error, or nil where rita is signed in by it.
func judged(t *testing.T, what string, want error, forge func(f *forger, answer url.Values)) {
	t.Helper()
	f := newForger(t)
	forge(f, nil)
	s := signOn(t, f.config())
	ticket, answer := f.begin(t, s)
	forge(f, answer)
	if want == nil {
		about := rita
		about.Issuer = f.issuer
		signsIn(t, what, s, ticket, answer, about)
		return
	}
	if text := fails(t, what, s, ticket, answer, want, accessToken, forgedCode); f.token != "" && strings.Contains(text, f.token) {
		t.Errorf("%s: the error tells the token: %s", what, text)
	}
}

// claim gives one claim of the ID token another value; nil leaves it out.
func claim(name string, value any) func(*forger, url.Values) {
	return func(f *forger, _ url.Values) {
		f.claims[name] = value
		if value == nil {
			delete(f.claims, name)
		}
	}
}

// says has one path of the forger answer with a status and a body.
func says(path string, status int, body string) func(*forger, url.Values) {
	return func(f *forger, _ url.Values) {
		f.at[path] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			_, _ = fmt.Fprint(w, body)
		}
	}
}
