package auth_test

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fwptracker/internal/auth"
)

func TestIDTokensAreSignedAsIsAgreed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		alg, kid string
		want     error
	}{
		{"RS256", "rsa", nil}, {"ES256", "ec", nil}, {"EdDSA", "ed", nil}, {"RS256", "", nil},
		{"none", "rsa", auth.ErrForged}, {"none", "", auth.ErrForged}, {"HS256", "rsa", auth.ErrForged}, {"HS256", "", auth.ErrForged},
		{"RS512", "rsa", auth.ErrForged}, {"PS256", "rsa", auth.ErrForged},
		{"RS256", "stray", auth.ErrForged}, {"RS256", "ec", auth.ErrForged}, {"ES256", "rsa", auth.ErrForged},
	} {
		judged(t, c.alg+" by "+c.kid, c.want, func(f *forger, _ url.Values) { f.alg, f.kid = c.alg, c.kid })
	}
}

// A provider changes its keys when it likes: a new one is fetched when a token names it.
func TestNewKeysOfTheProviderAreFound(t *testing.T) {
	t.Parallel()
	f := newForger(t)
	says("/keys", 200, `{"keys":[{"kty":"XYZ","kid":"unknown"}]}`)(f, nil)
	s := signOn(t, f.config())
	ticket, answer := f.begin(t, s)
	fails(t, "before", s, ticket, answer, auth.ErrForged)
	delete(f.at, "/keys")
	want := rita
	want.Issuer = f.issuer
	f.claims["nonce"] = ticket.Nonce
	signsIn(t, "after", s, ticket, answer, want)
}

func TestIDTokensSayWhatIsAgreed(t *testing.T) {
	t.Parallel()
	at := func(after time.Duration) int64 { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Add(after).Unix() }
	for _, c := range []struct {
		what  string
		forge func(*forger, url.Values)
		want  error
	}{
		{"as it should be", claim("other", 1), nil},
		{"another issuer", claim("iss", "https://evil.example"), auth.ErrForged},
		{"the issuer with a slash", func(f *forger, _ url.Values) { f.claims["iss"] = f.issuer + "/" }, auth.ErrForged},
		{"no issuer", claim("iss", nil), auth.ErrForged},
		{"the issuer in capitals", func(f *forger, _ url.Values) { f.claims["ISS"], f.claims["iss"] = f.issuer, "https://evil.example" }, auth.ErrForged},
		{"another audience", claim("aud", "other"), auth.ErrForged},
		{"another audience in a list", claim("aud", []string{"other"}), auth.ErrForged},
		{"no audience", claim("aud", nil), auth.ErrForged},
		{"an audience of another kind", claim("aud", map[string]string{"fwp": "fwp"}), auth.ErrForged},
		{"us alone in a list", claim("aud", []string{"fwp"}), nil},
		{"us among others", claim("aud", []string{"other", "fwp"}), auth.ErrForged},
		{"us among others, for us", both(claim("aud", []string{"other", "fwp"}), claim("azp", "fwp")), nil},
		{"us among others, for another", both(claim("aud", []string{"other", "fwp"}), claim("azp", "other")), auth.ErrForged},
		{"us alone, for us", claim("azp", "fwp"), nil},
		{"us alone, for another", claim("azp", "other"), auth.ErrForged},
		{"another nonce", claim("nonce", "another"), auth.ErrForged},
		{"an empty nonce", claim("nonce", ""), auth.ErrForged},
		{"no nonce", claim("nonce", json.RawMessage("null")), auth.ErrForged},
		{"expired within the skew", claim("exp", at(-2*time.Minute+time.Second)), nil},
		{"expired", claim("exp", at(-2*time.Minute)), auth.ErrForged},
		{"without an end", claim("exp", nil), auth.ErrForged},
		{"with an end in words", claim("exp", "tomorrow"), auth.ErrForged},
		{"with an end beyond all times", claim("exp", 9e18), auth.ErrForged},
		{"issued within the skew", claim("iat", at(2*time.Minute)), nil},
		{"issued later", claim("iat", at(2*time.Minute+time.Second)), auth.ErrForged},
		{"issued at no time", claim("iat", nil), auth.ErrForged},
		{"valid within the skew", claim("nbf", at(2*time.Minute)), nil},
		{"valid later", claim("nbf", at(2*time.Minute+time.Second)), auth.ErrForged},
		{"no subject", claim("sub", nil), auth.ErrForged},
		{"an empty subject", claim("sub", ""), auth.ErrForged},
		{"a number as subject", claim("sub", 4711), auth.ErrForged},
		{"too long a subject", claim("sub", strings.Repeat("4", 256)), auth.ErrForged},
		{"the subject in capitals", both(claim("sub", nil), claim("SUB", "4711")), auth.ErrForged},
		{"another subject in capitals", claim("SUB", "4712"), nil},
		{"a verified address in capitals", both(claim("email_verified", "true"), claim("EMAIL", "eve@example.org")), nil},
	} {
		judged(t, c.what, c.want, c.forge)
	}
}

// What the browser brings is judged before the provider is asked to judge a code; what it brings twice is not chosen from.
func TestAnswersOfAProviderThatNamesItself(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what, iss string
		promised  bool
		want      error
	}{
		{"promised and right", "right", true, nil}, {"right, though not promised", "right", false, nil}, {"neither promised nor given", "", false, nil},
		{"promised and not given", "", true, auth.ErrForged}, {"promised and wrong", "https://evil.example", true, auth.ErrForged},
		{"wrong, though not promised", "https://evil.example", false, auth.ErrForged},
	} {
		for _, code := range []string{"", "access_denied", "temporarily_unavailable", "server_error", "the code is a-code-to-be-kept"} {
			want := c.want
			switch {
			case code == "temporarily_unavailable" || code == "server_error":
				want = cmp.Or(want, auth.ErrProviderDown)
			case code != "":
				want = cmp.Or(want, auth.ErrRefusedByProvider)
			}
			judged(t, c.what+" "+code, want, func(f *forger, answer url.Values) {
				f.description["authorization_response_iss_parameter_supported"] = c.promised
				if answer == nil {
					return
				}
				if c.iss != "" {
					answer.Set("iss", strings.Replace(c.iss, "right", f.issuer, 1))
				}
				if code != "" {
					answer.Set("error", code)
				}
			})
		}
	}
	judged(t, "named twice", auth.ErrForged, func(f *forger, answer url.Values) {
		if answer != nil {
			answer["iss"] = []string{f.issuer, f.issuer}
		}
	})
}

func TestWhatTheProviderAnswersUs(t *testing.T) {
	t.Parallel()
	telltale := `"error_description":"` + clientSecret + forgedCode + accessToken + `"}`
	for _, c := range []struct {
		what  string
		forge func(*forger, url.Values)
		want  error
	}{
		{"the code is not taken", says("/token", 400, `{"error":"invalid_grant",`+telltale), auth.ErrForged},
		{"the client is not known", says("/token", 401, `{"error":"invalid_client",`+telltale), auth.ErrRefusedByProvider},
		{"a code of its own", says("/token", 400, `{"error":"`+forgedCode+`",`+telltale), auth.ErrRefusedByProvider},
		{"no code at all", says("/token", 400, telltale), auth.ErrRefusedByProvider},
		{"an error that is called a success", says("/token", 200, `{"error":"invalid_grant",`+telltale), auth.ErrForged},
		{"out of order", says("/token", 500, `{"error":"invalid_grant",`+telltale), auth.ErrProviderDown},
		{"too much to do", says("/token", 429, telltale), auth.ErrProviderDown},
		{"no answer that can be read", says("/token", 200, telltale), auth.ErrProviderDown},
		{"no token", says("/token", 200, `{}`), auth.ErrProviderDown},
		{"no ID token", says("/token", 200, `{"access_token":"x","token_type":"Bearer"}`), auth.ErrForged},
		{"an ID token of another kind", says("/token", 200, `{"access_token":"x","token_type":"Bearer","id_token":4711}`), auth.ErrForged},
		{"an ID token that is none", says("/token", 200, `{"access_token":"x","token_type":"Bearer","id_token":"a-code-to-be-kept.x.y"}`), auth.ErrForged},
		{"keys out of order", says("/keys", 503, ``), auth.ErrProviderDown},
		{"no keys", says("/keys", 200, `{"keys":[]}`), auth.ErrForged},
		{"keys without end", says("/keys", 200, strings.Repeat(" ", 1<<20)+`{"keys":[]}`), auth.ErrProviderDown},
		{"keys under a long head", func(f *forger, _ url.Values) {
			f.at["/keys"] = func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("X-Long", strings.Repeat("x", 100<<10))
				_ = json.NewEncoder(w).Encode(publicKeys())
			}
		}, auth.ErrProviderDown},
		{"a user info out of order", both(claim("name", nil), says("/userinfo", 503, telltale)), auth.ErrProviderDown},
		{"a user info without end", both(claim("name", nil), says("/userinfo", 200, strings.Repeat(" ", 1<<20)+`{"sub":"4711"}`)), auth.ErrProviderDown},
		{"a user info of somebody else", both(claim("name", nil), says("/userinfo", 200, `{"sub":"4712","SUB":"4711","name":"Rita Roe"}`)), auth.ErrForged},
		{"a user info of nobody", both(claim("name", nil), says("/userinfo", 200, `{"name":"Rita Roe"}`)), auth.ErrForged},
		{"a user info with what was missing", both(claim("name", nil), says("/userinfo", 200, `{"sub":"4711","name":"Rita Roe","email":"eve@example.org"}`)), nil},
	} {
		judged(t, c.what, c.want, c.forge)
	}
}

// both forges in two ways.
func both(a, b func(*forger, url.Values)) func(*forger, url.Values) {
	return func(f *forger, answer url.Values) { a(f, answer); b(f, answer) }
}

func TestAddressesAreVerifiedWhereTheProviderSaysSo(t *testing.T) {
	t.Parallel()
	type of = map[string]any
	for _, c := range []struct {
		what           string
		token, info    of
		email          string
		verified, asks bool
	}{
		{"true", of{"email": "r@example.org", "email_verified": true}, nil, "r@example.org", true, false},
		{"true as a text", of{"email": "r@example.org", "email_verified": "true"}, nil, "r@example.org", true, false},
		{"false", of{"email": "r@example.org", "email_verified": false}, nil, "r@example.org", false, false},
		{"false as a text", of{"email": "r@example.org", "email_verified": "false"}, nil, "r@example.org", false, false},
		{"a number", of{"email": "r@example.org", "email_verified": 1}, nil, "r@example.org", false, false},
		{"not said", of{"email": "r@example.org"}, nil, "r@example.org", false, false},
		{"said in capitals", of{"email": "r@example.org", "Email_Verified": true}, nil, "r@example.org", false, false},
		{"of no address", of{"email_verified": true}, of{}, "", false, true},
		{"of no address in the user info", of{}, of{"email_verified": true}, "", false, true},
		{"of the user info", of{}, of{"email": "i@example.org", "email_verified": true}, "i@example.org", true, true},
		{"of the user info, as a text", of{}, of{"email": "i@example.org", "email_verified": "true"}, "i@example.org", true, true},
		{"of the token, not of the user info's address", of{"email_verified": true}, of{"email": "i@example.org"}, "i@example.org", false, true},
		{"of the user info, not of the token's address", of{"email": "r@example.org", "name": ""}, of{"email": "i@example.org", "email_verified": true}, "r@example.org", false, true},
	} {
		f := newForger(t)
		f.claims = of{"iss": f.issuer, "aud": "fwp", "sub": "4711", "iat": f.clock.made.Unix(), "exp": f.clock.made.Add(time.Hour).Unix(), "name": "Rita Roe"}
		for name, value := range c.token {
			f.claims[name] = value
		}
		for name, value := range c.info {
			f.userInfo[name] = value
		}
		s := signOn(t, f.config())
		ticket, answer := f.begin(t, s)
		name, _ := f.claims["name"].(string)
		signsIn(t, c.what, s, ticket, answer, auth.ProviderIdentity{Issuer: f.issuer, Subject: "4711", Email: c.email, EmailVerified: c.verified, Name: name})
		asked := f.request("/userinfo")
		if asked != nil != c.asks || asked != nil && asked.Header.Get("Authorization") != "Bearer "+accessToken {
			t.Errorf("%s: the user info was asked for: %v", c.what, asked)
		}
	}
}

func TestDescriptionsThatAreNotFollowed(t *testing.T) {
	t.Parallel()
	const path = "/.well-known/openid-configuration"
	for what, forge := range map[string]func(*forger){
		"another issuer":          func(f *forger) { f.description["issuer"] = f.issuer + "/" },
		"an open authorization":   func(f *forger) { f.description["authorization_endpoint"] = "http://plans.example.org/authorize" },
		"a script to send to":     func(f *forger) { f.description["authorization_endpoint"] = "javascript:alert(1)" },
		"an open token endpoint":  func(f *forger) { f.description["token_endpoint"] = "http://plans.example.org/token" },
		"no token endpoint":       func(f *forger) { delete(f.description, "token_endpoint") },
		"open keys":               func(f *forger) { f.description["jwks_uri"] = "http://plans.example.org/keys" },
		"an open user info":       func(f *forger) { f.description["userinfo_endpoint"] = "http://plans.example.org/userinfo" },
		"keys of another kind":    func(f *forger) { f.description["jwks_uri"] = 4711 },
		"methods of another kind": func(f *forger) { f.description["token_endpoint_auth_methods_supported"] = "client_secret_basic" },
		"a long complaint":        func(f *forger) { says(path, 500, strings.Repeat("no\n", 1000))(f, nil) },
		"no description":          func(f *forger) { says(path, 404, "not here")(f, nil) },
		"a description without end": func(f *forger) {
			says(path, 200, strings.Repeat(" ", 1<<20)+string(first(json.Marshal(f.description))))(f, nil)
		},
	} {
		f := newForger(t)
		forge(f)
		if address, ticket, err := signOn(t, f.config()).Begin(t.Context()); address != "" || ticket != (auth.Ticket{}) || err == nil || !strings.HasPrefix(err.Error(), auth.ErrProviderDown.Error()) {
			t.Errorf("%s: %s, %v", what, address, err)
		} else if len(err.Error()) > 400 || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: an error of %d bytes: %v", what, len(err.Error()), err)
		}
	}
}

func TestNothingIsSentOnToAnotherHost(t *testing.T) {
	t.Parallel()
	var reached atomic.Int64
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer elsewhere.Close()
	for _, path := range []string{"/token", "/keys", "/userinfo"} {
		judged(t, path, auth.ErrProviderDown, func(f *forger, _ url.Values) {
			f.claims["name"] = ""
			f.at[path] = func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, elsewhere.URL+"/"+forgedCode, http.StatusTemporaryRedirect)
			}
		})
		var sent atomic.Int64
		judged(t, path+" without end", auth.ErrProviderDown, func(f *forger, _ url.Values) {
			f.claims["name"] = ""
			f.at[path] = func(w http.ResponseWriter, r *http.Request) {
				sent.Add(1)
				http.Redirect(w, r, path, http.StatusTemporaryRedirect)
			}
		})
		if n := sent.Load(); n != 4 {
			t.Errorf("%s: sent on to itself, it was asked %d times", path, n)
		}
	}
	f := newForger(t)
	f.at["/.well-known/openid-configuration"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusFound)
	}
	if _, _, err := signOn(t, f.config()).Begin(t.Context()); err == nil {
		t.Error("a description of another host was followed")
	}
	f.at["/.well-known/openid-configuration"] = func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https"+strings.TrimPrefix(f.issuer, "http")+r.URL.Path, http.StatusFound)
	}
	if _, _, err := signOn(t, f.config()).Begin(t.Context()); err == nil || !strings.Contains(err.Error(), "sends on") {
		t.Errorf("a description by another protocol was asked for: %v", err)
	}
	if n := reached.Load(); n != 0 {
		t.Errorf("another host was asked %d times", n)
	}
	judged(t, "on the same host", nil, func(f *forger, _ url.Values) {
		f.at["/token"] = func(w http.ResponseWriter, r *http.Request) {
			delete(f.at, "/token")
			http.Redirect(w, r, "/token", http.StatusTemporaryRedirect)
		}
	})
}

// The forger looks at what it is sent: the browser's address and the question for the tokens.
func TestWhatTheProviderIsAsked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what           string
		methods        []string
		secret         string
		header, inForm bool
	}{
		{"methods are not said", nil, clientSecret, true, false},
		{"both methods", []string{"client_secret_post", "client_secret_basic"}, clientSecret, true, false},
		{"in the form alone", []string{"client_secret_post"}, clientSecret, false, true},
		{"a public client", []string{"client_secret_basic", "none"}, "", false, false},
	} {
		f, seen := newForger(t), map[string]bool{}
		f.description["token_endpoint_auth_methods_supported"] = c.methods
		cfg := f.config()
		cfg.ClientSecret = c.secret
		s := signOn(t, cfg)
		for range 2 {
			address, ticket, err := s.Begin(t.Context())
			must(t, err)
			u, err := url.Parse(address)
			must(t, err)
			sum := sha256.Sum256([]byte(ticket.Verifier))
			want := url.Values{"client_id": {"fwp"}, "redirect_uri": {answersAt}, "response_type": {"code"}, "scope": {"openid profile email"}, "state": {ticket.State},
				"nonce": {ticket.Nonce}, "code_challenge": {b64(sum[:])}, "code_challenge_method": {"S256"}}
			if got := u.Query().Encode(); got != want.Encode() || !strings.HasPrefix(address, f.issuer+"/authorize?") {
				t.Errorf("%s: the browser is sent to %s", c.what, address)
			}
			for _, secret := range []string{ticket.State, ticket.Nonce, ticket.Verifier} {
				if len(secret) < 26 || seen[secret] {
					t.Errorf("%s: %q is short or not new", c.what, secret)
				}
				seen[secret] = true
			}
		}
		ticket, answer := f.begin(t, s)
		_, err := s.Finish(t.Context(), ticket, answer)
		must(t, err)
		r := f.request("/token")
		id, secret, header := r.BasicAuth()
		if r.Method != http.MethodPost || header != c.header || header && (id != "fwp" || secret != clientSecret) || r.PostForm.Has("client_secret") != c.inForm ||
			!header && r.PostForm.Get("client_id") != "fwp" || r.PostForm.Get("code_verifier") != ticket.Verifier || r.PostForm.Get("code") != forgedCode ||
			r.PostForm.Get("redirect_uri") != answersAt || r.PostForm.Get("grant_type") != "authorization_code" {
			t.Errorf("%s: asked for the tokens with %v and %v", c.what, r.Header, r.PostForm)
		}
	}
}

func TestTicketsGoThroughACookie(t *testing.T) {
	t.Parallel()
	whole := auth.Ticket{State: "state", Nonce: "nonce", Verifier: "verifier", Made: time.Date(2026, 3, 2, 9, 0, 0, 1, time.UTC)}
	if got, err := auth.ParseTicket(whole.Encode()); err != nil || got != whole {
		t.Errorf("%+v, %v", got, err)
	}
	f := newForger(t)
	_, made, err := signOn(t, f.config()).Begin(t.Context())
	must(t, err)
	if n := len(made.Encode()); n > 400 || strings.Trim(made.Encode(), base62+"-_") != "" {
		t.Errorf("a cookie of %d: %s", n, made.Encode())
	}
	long, stateless, unverified, nonceless := whole, whole, whole, whole
	long.State, stateless.State, unverified.Verifier, nonceless.Nonce = strings.Repeat("s", 1000), "", "", ""
	for what, text := range map[string]string{"nothing": "", "no ticket": "!", "no object": b64([]byte("4711")), "an empty object": b64([]byte("{}")), "cut": whole.Encode()[:40],
		"no state": stateless.Encode(), "no verifier": unverified.Encode(), "no nonce": nonceless.Encode(), "too long": long.Encode()} {
		if got, err := auth.ParseTicket(text); err != auth.ErrStale || got != (auth.Ticket{}) {
			t.Errorf("%s: %+v, %v", what, got, err)
		}
	}
}

func TestSettingsAreJudgedBeforeAnythingIsAsked(t *testing.T) {
	t.Parallel()
	right := auth.SingleSignOnConfig{Issuer: "https://login.example.org/realms/a/", ClientID: "fwp", ClientSecret: clientSecret, RedirectURL: answersAt, Name: "Ministry", Now: time.Now}
	for _, c := range []struct {
		what, want string
		change     func(*auth.SingleSignOnConfig)
	}{
		{"all right", "", func(*auth.SingleSignOnConfig) {}},
		{"public", "", func(c *auth.SingleSignOnConfig) { c.ClientSecret = "" }},
		{"http on localhost", "", func(c *auth.SingleSignOnConfig) {
			c.Issuer, c.RedirectURL = "http://localhost:9000", "http://[::1]:8080/answer"
		}},
		{"no issuer", "issuer", func(c *auth.SingleSignOnConfig) { c.Issuer = "" }},
		{"an open issuer", "issuer", func(c *auth.SingleSignOnConfig) { c.Issuer = "http://login.example.org" }},
		{"an open issuer with a name", "issuer", func(c *auth.SingleSignOnConfig) { c.Issuer = "http://localhost.example.org" }},
		{"no host", "issuer", func(c *auth.SingleSignOnConfig) { c.Issuer = "https://:443/" }},
		{"a query", "issuer", func(c *auth.SingleSignOnConfig) { c.Issuer += "?a=b" }},
		{"a fragment", "issuer", func(c *auth.SingleSignOnConfig) { c.Issuer += "#a" }},
		{"a password", "issuer", func(c *auth.SingleSignOnConfig) { c.Issuer = "https://me:" + clientSecret + "@login.example.org" }},
		{"no address", "issuer", func(c *auth.SingleSignOnConfig) { c.Issuer = "https://login\x00.example.org" }},
		{"no page", "redirect URL", func(c *auth.SingleSignOnConfig) { c.RedirectURL = "/sign-in/answer" }},
		{"an open page", "redirect URL", func(c *auth.SingleSignOnConfig) { c.RedirectURL = "http://plans.example.org/answer" }},
		{"no client", "client id", func(c *auth.SingleSignOnConfig) { c.ClientID = "" }},
		{"no name", "name", func(c *auth.SingleSignOnConfig) { c.Name = "" }},
		{"no clock", "clock", func(c *auth.SingleSignOnConfig) { c.Now = nil }},
	} {
		cfg := right
		c.change(&cfg)
		s, err := auth.NewSingleSignOn(cfg)
		if (err == nil) != (c.want == "") || (s == nil) != (err != nil) || err != nil && !strings.Contains(err.Error(), c.want) || strings.Contains(fmt.Sprint(err), clientSecret) {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}
