package auth

import (
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// ProviderIdentity is who somebody is to the provider. Issuer and Subject together are one person for ever. An e-mail address is not: it changes hands, and
// unless it is verified, it is what somebody typed. SignedInAt is when the person last proved to the provider who they are; zero where it does not say. Proof is
// what [SingleSignOn.Prove] takes, for a person who is asked something before the sign-on is gone on with: it is theirs alone to keep.
type ProviderIdentity struct {
	Issuer, Subject, Email, Name string
	EmailVerified                bool
	SignedInAt                   time.Time
	Proof                        string
}

// maxSubject is the length of a subject by OpenID Connect Core 1.0, section 2.
const maxSubject = 255

// signedWith are the signatures of ID tokens that are accepted, whatever else the provider says it uses.
var signedWith = []string{oidc.RS256, oidc.ES256, oidc.EdDSA}

// Finish judges the provider's answer, which came through the browser, against the ticket of the browser, and gives who signed in. A ticket serves once: the
// caller takes it from the browser, whatever comes of it. The errors are [ErrStale], [ErrForged], [ErrRefusedByProvider] and [ErrProviderDown] with what is to be
// logged, and hold no secret, code or token. The rules are those of OpenID Connect Core 1.0, section 3.1, RFC 7636 and RFC 9207.
func (s *SingleSignOn) Finish(ctx context.Context, t Ticket, answer url.Values) (ProviderIdentity, error) {
	if !t.good(s.cfg.Now()) {
		return ProviderIdentity{}, ErrStale
	}
	for _, name := range []string{"state", "iss", "error", "code"} {
		if len(answer[name]) > 1 {
			return ProviderIdentity{}, forged(name + " is given twice")
		}
	}
	switch {
	case !same(answer.Get("state"), t.State):
		return ProviderIdentity{}, forged("another state")
	case answer.Has("iss") && answer.Get("iss") != s.cfg.Issuer:
		return ProviderIdentity{}, forged("an answer of another issuer")
	}
	p, err := s.provider(ctx)
	switch {
	case err != nil:
		return ProviderIdentity{}, err
	case p.namesItself && !answer.Has("iss"):
		return ProviderIdentity{}, forged("the answer does not name its issuer")
	case answer.Has("error"):
		return ProviderIdentity{}, refusal(answer.Get("error"))
	case answer.Get("code") == "":
		return ProviderIdentity{}, forged("no code")
	}
	ctx = oidc.ClientContext(ctx, s.client)
	token, err := p.exchange(ctx, answer.Get("code"), t.Verifier)
	if err != nil {
		return ProviderIdentity{}, err
	}
	raw, _ := token.Extra("id_token").(string)
	c, err := s.judge(ctx, p, raw, t.Nonce)
	if err != nil {
		return ProviderIdentity{}, err
	}
	who, err := p.identity(ctx, token, c)
	if err == nil {
		who.Proof = raw
	}
	return who, err
}

// Prove judges the proof that [SingleSignOn.Finish] gave, later in the same sign-on: nothing but a token that the provider signed for this ticket holds. It tells
// issuer and subject; for name and e-mail address the provider is not asked again. The errors are those of Finish.
func (s *SingleSignOn) Prove(ctx context.Context, t Ticket, proof string) (ProviderIdentity, error) {
	if !t.good(s.cfg.Now()) {
		return ProviderIdentity{}, ErrStale
	}
	p, err := s.provider(ctx)
	if err != nil {
		return ProviderIdentity{}, err
	}
	c, err := s.judge(oidc.ClientContext(ctx, s.client), p, proof, t.Nonce)
	if err != nil {
		return ProviderIdentity{}, err
	}
	return ProviderIdentity{Issuer: c.text("iss"), Subject: c.text("sub"), Proof: proof}, nil
}

// same compares in a time that does not tell how much of it is right. Nothing is the same as nothing.
func same(got, want string) bool {
	return want != "" && subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}

func forged(why string) error { return fmt.Errorf("%w: %s", ErrForged, why) }

// refusals are the codes of RFC 6749 and OpenID Connect by which a provider says no. Other words are not repeated.
var refusals = []string{"access_denied", "account_selection_required", "consent_required", "interaction_required", "invalid_client", "invalid_request",
	"invalid_request_object", "invalid_request_uri", "invalid_scope", "login_required", "registration_not_supported", "request_not_supported",
	"request_uri_not_supported", "unauthorized_client", "unmet_authentication_requirements", "unsupported_grant_type", "unsupported_response_type"}

func refusal(code string) error {
	switch {
	case code == "server_error", code == "temporarily_unavailable":
		return fmt.Errorf("%w: %s", ErrProviderDown, code)
	case slices.Contains(refusals, code):
		return fmt.Errorf("%w: %s", ErrRefusedByProvider, code)
	}
	return fmt.Errorf("%w: without a code that is known", ErrRefusedByProvider)
}

// exchange gives the code for tokens. A code that was used before, is not for this ticket or too old is one that somebody may have taken from another: [ErrForged].
func (p *provider) exchange(ctx context.Context, code, verifier string) (*oauth2.Token, error) {
	token, err := p.oauth.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	var no *oauth2.RetrieveError
	switch {
	case err == nil:
		return token, nil
	case !errors.As(err, &no):
		return nil, down("the exchange of the code", err)
	case no.Response.StatusCode >= http.StatusInternalServerError, no.Response.StatusCode == http.StatusTooManyRequests:
		return nil, fmt.Errorf("%w: it answers %d", ErrProviderDown, no.Response.StatusCode)
	case no.ErrorCode == "invalid_grant":
		return nil, forged("the provider does not take the code: it was used before, is too old, or not for this ticket")
	}
	return nil, refusal(no.ErrorCode)
}

// judge checks an ID token and gives what it claims. Of the library it takes the signature alone: that would let pass a second spelling of one issuer, names in
// any mixture of capitals, and five minutes of clock skew.
func (s *SingleSignOn) judge(ctx context.Context, p *provider, raw, nonce string) (claims, error) {
	keys := &watchedKeys{KeySet: p.keys}
	token, err := oidc.NewVerifier(s.cfg.Issuer, keys, &oidc.Config{SupportedSigningAlgs: signedWith, Now: s.cfg.Now,
		SkipIssuerCheck: true, SkipClientIDCheck: true, SkipExpiryCheck: true}).Verify(ctx, raw)
	var c claims
	switch {
	case keys.unreachable != nil:
		return nil, down("its keys", keys.unreachable)
	case err != nil || token.Claims(&c) != nil:
		return nil, forged("the ID token is missing or malformed, or no key of the provider signed it with RS256, ES256 or EdDSA")
	}
	now, audience, azp := s.cfg.Now(), c.list("aud"), c.text("azp")
	switch {
	case c.text("iss") != s.cfg.Issuer:
		return nil, forged("the ID token is of another issuer")
	case !slices.Contains(audience, s.cfg.ClientID):
		return nil, forged("the ID token is for another client")
	case azp != s.cfg.ClientID && (len(audience) > 1 || azp != ""):
		return nil, forged("the ID token was asked for by another client")
	case !same(c.text("nonce"), nonce):
		return nil, forged("another nonce")
	case !c.time("exp").Add(clockSkew).After(now):
		return nil, forged("the ID token has expired; are both clocks right?")
	case c.time("iat").Equal(never), c.time("iat").Add(-clockSkew).After(now), c.time("nbf").Add(-clockSkew).After(now):
		return nil, forged("the ID token is not valid yet; are both clocks right?")
	case c.text("sub") == "", len(c.text("sub")) > maxSubject:
		return nil, forged("the ID token has no subject, or too long a one")
	}
	return c, nil
}

// watchedKeys tells keys that could not be fetched from a signature that is none of theirs; the verifier does not.
type watchedKeys struct {
	oidc.KeySet
	unreachable error
}

// VerifySignature passes the question on. The key set wraps what kept it from the keys, and nothing else.
func (k *watchedKeys) VerifySignature(ctx context.Context, jwt string) ([]byte, error) {
	payload, err := k.KeySet.VerifySignature(ctx, jwt)
	k.unreachable = errors.Unwrap(err)
	return payload, err
}

// identity is who a judged token is about. Providers may keep name and e-mail for the user info endpoint (OpenID Connect Core 1.0, section 5.4); it is asked
// where one of them is missing, and must speak of the same subject. An address and whether it is verified are taken from one place.
func (p *provider) identity(ctx context.Context, token *oauth2.Token, c claims) (ProviderIdentity, error) {
	about := ProviderIdentity{Issuer: c.text("iss"), Subject: c.text("sub"), Email: c.text("email"), Name: c.text("name")}
	if at := c.time("auth_time"); !at.Equal(never) {
		about.SignedInAt = at
	}
	if (about.Email == "" || about.Name == "") && p.UserInfoEndpoint() != "" {
		info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return ProviderIdentity{}, down("its user info", err)
		}
		var more claims
		if info.Claims(&more) != nil || more.text("sub") != about.Subject {
			return ProviderIdentity{}, forged("the user info is about somebody else")
		}
		about.Name = cmp.Or(about.Name, more.text("name"))
		if about.Email == "" {
			c, about.Email = more, more.text("email")
		}
	}
	about.EmailVerified = about.Email != "" && c.truth("email_verified")
	return about, nil
}

// claims are the members of a token, by their exact names. What is absent or of another kind reads as nothing.
type claims map[string]json.RawMessage

func (c claims) text(name string) string {
	var text string
	_ = json.Unmarshal(c[name], &text)
	return text
}

func (c claims) list(name string) []string {
	var list []string
	if json.Unmarshal(c[name], &list) != nil {
		return []string{c.text(name)}
	}
	return list
}

// truth reads what some providers send as a text.
func (c claims) truth(name string) bool {
	return string(c[name]) == "true" || c.text(name) == "true"
}

// never is a time that no token gives.
var never = time.Unix(0, 0)

func (c claims) time(name string) time.Time {
	var seconds float64
	if json.Unmarshal(c[name], &seconds) != nil || seconds < 0 || seconds > 1<<40 {
		return never
	}
	return time.Unix(int64(seconds), 0)
}
