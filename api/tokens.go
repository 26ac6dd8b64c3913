package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Scope is the published form of what a token may do.
type Scope string //@name Scope

// The scopes.
const (
	ScopeRead     Scope = "read"
	ScopeUpdates  Scope = "updates"
	ScopePlans    Scope = "plans"
	ScopeRegister Scope = "register"
	ScopeUsers    Scope = "users"
	ScopeTokens   Scope = "tokens"
	ScopeAudit    Scope = "audit"
)

// Token is the published form of an API token.
//
//	@Description	An API token of yours. id is its public part; the token itself was shown once, when it was made. last_used_at is kept to the hour.
type Token struct {
	ID         string     `json:"id" validate:"required" example:"7Hk2mPq9LxZ0"`                                                              // Its public id, the part of it before the secret
	Name       string     `json:"name" validate:"required" example:"Dashboard"`                                                               // What its owner calls it
	Scopes     []Scope    `json:"scopes" validate:"required" example:"read"`                                                                  // What it may be used for, never more than its owner's rights
	CreatedAt  time.Time  `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                           // When it was made (UTC)
	ExpiresAt  time.Time  `json:"expires_at" validate:"required" format:"date-time" example:"2027-02-21T09:30:00Z"`                           // When it expires (UTC)
	LastUsedAt *time.Time `json:"last_used_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-11-23T09:00:00Z"` // The hour in which it was last used (UTC); null where it never was
	RevokedAt  *time.Time `json:"revoked_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-11-24T09:30:00Z"`   // When it was revoked (UTC); null while it was not
} //@name Token

// NewToken asks for a token.
//
//	@Description	A token to be made for yourself. It never has more rights than you have at the moment of use. Without days it lasts 90.
type NewToken struct {
	Name   string  `json:"name" validate:"required" maxLength:"300" example:"Dashboard"`        // What its owner calls it
	Scopes []Scope `json:"scopes" validate:"required" minItems:"1" example:"read"`              // What it may be used for, never more than its owner's rights
	Days   *int    `json:"days" minimum:"1" maximum:"365" extensions:"x-nullable" example:"90"` // For how many days it holds
} //@name NewToken

// TokenMade is a new token.
//
//	@Description	A new token. secret is the whole token to send as Authorization: Bearer; it is shown this once and kept nowhere.
type TokenMade struct {
	Token
	Secret string `json:"secret" validate:"required" example:"fwp_7Hk2mPq9LxZ0_…"` // The whole token, shown this once
} //@name TokenMade

func tokenDTO(t workplan.APIToken) Token {
	dto := Token{ID: t.TokenID, Name: t.Name, Scopes: each([]string(t.Scopes), func(s string) Scope { return Scope(s) }),
		CreatedAt: t.CreatedAt.UTC(), ExpiresAt: t.ExpiresAt.UTC()}
	if t.LastUsedAt != nil {
		dto.LastUsedAt = momentOrNull(*t.LastUsedAt)
	}
	if t.RevokedAt != nil {
		dto.RevokedAt = momentOrNull(*t.RevokedAt)
	}
	return dto
}

func tokenResource(t workplan.APIToken) resource {
	return resource{Base + "/me/tokens/" + t.TokenID, 1, tokenDTO(t)}
}

func (d NewToken) input() workplan.NewToken {
	return workplan.NewToken{Name: d.Name, Days: given(d.Days), Scopes: each(d.Scopes, func(s Scope) workplan.Scope { return workplan.Scope(s) })}
}

// Faults lists the rules that the domain finds broken.
func (d NewToken) Faults() workplan.Faults { return d.input().Faults() }

// listTokens answers the caller's tokens.
//
//	@ID				listTokens
//	@Summary		List your tokens
//	@Description	Your API tokens, oldest first, ended ones too. The tokens themselves are not kept.
//	@Tags			me
//	@Success		200							{object}	Page[Token]
//	@Success		304							"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me/tokens [get]
func (a *API) listTokens(c echo.Context, actor workplan.Actor) error {
	return list(c, parseQuery(c), func(ctx context.Context) (workplan.Listing[workplan.APIToken], error) {
		return whole(a.Tracker.Tokens(ctx, actor))
	}, tokenDTO)
}

// createToken makes a token. It takes no Idempotency-Key: a stored answer would keep the secret.
//
//	@ID				createToken
//	@Summary		Make a token
//	@Description	A token for your own programs, shown once. A token made with a token has no scope that the other lacks. You may have 20 in use. Not repeatable: there is no Idempotency-Key.
//	@Tags			me
//	@Param			token								body		NewToken	true	"The token"
//	@Success		201									{object}	TokenMade
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me/tokens [post]
func (a *API) createToken(c echo.Context, actor workplan.Actor) error {
	var in NewToken
	if err := decode(c, &in); err != nil {
		return err
	}
	if c.Request().Header.Get("Idempotency-Key") != "" {
		return malformed("Making a token takes no Idempotency-Key: its answer holds a secret and is not stored. If an answer was lost, revoke that token and make another.")
	}
	minted := auth.Mint()
	return created(c, actor, func(ctx context.Context) (workplan.APIToken, error) {
		return a.Tracker.CreateToken(ctx, actor, actor.Username, in.input(), tracker.NewSecret{ID: minted.ID, Hash: minted.SecretHash})
	}, func(t workplan.APIToken) resource {
		r := tokenResource(t)
		r.body = TokenMade{Token: tokenDTO(t), Secret: minted.Text}
		return r
	})
}

// getToken answers one of the caller's tokens.
//
//	@ID				getToken
//	@Summary		Read a token of yours
//	@Description	One of your API tokens, by its public id.
//	@Tags			me
//	@Param			token							path		string	true	"Public id of the token"	extensions(x-example=7Hk2mPq9LxZ0)
//	@Success		200								{object}	Token
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me/tokens/{token} [get]
func (a *API) getToken(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (workplan.APIToken, error) {
		return a.Tracker.Token(ctx, actor, c.Param("token"))
	}, tokenResource)
}

// revokeToken ends one of the caller's tokens.
//
//	@ID				revokeToken
//	@Summary		Revoke a token of yours
//	@Description	The token is refused from the next request on, and stays in your list.
//	@Tags			me
//	@Param			token							path	string	true	"Public id of the token"	extensions(x-example=7Hk2mPq9LxZ0)
//	@Success		204								"Revoked"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me/tokens/{token} [delete]
func (a *API) revokeToken(c echo.Context, actor workplan.Actor) error {
	return end(c, func(ctx context.Context) error {
		return a.Tracker.RevokeToken(ctx, actor, c.Param("token"))
	})
}
