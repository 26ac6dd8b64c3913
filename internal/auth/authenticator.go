package auth

import (
	"context"
	"crypto/subtle"
	"errors"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

var (
	// ErrMistyped: the token's checksum is wrong, so it was mistyped or cut short. Nothing was looked up.
	ErrMistyped = errors.New("the token is mistyped or cut short")
	// ErrRefused: the token is unknown, expired or revoked, or its owner is disabled. Which of these is not told.
	ErrRefused = errors.New("the token is not valid")
)

// Authenticator judges credentials against the database at the moment of each request; nothing is cached, so that what is revoked is refused
// from the next request on.
type Authenticator struct {
	Store *store.Store
	Now   func() time.Time
	// Today is the calendar day by which dated rights are judged.
	Today func() workplan.Date
	// PublicReading lets anonymous readers see public content.
	PublicReading bool
}

// Anonymous is the actor of a request without credentials.
func (a *Authenticator) Anonymous() workplan.Actor {
	return workplan.Actor{PublicReading: a.PublicReading}
}

// Bearer finds who holds a token and what they may do now.
func (a *Authenticator) Bearer(ctx context.Context, text string) (workplan.Actor, error) {
	tokenID, secret, ok := Parse(text)
	if !ok {
		return workplan.Actor{}, ErrMistyped
	}
	id, err := a.Store.Read(ctx).IdentityByToken(tokenID, a.Today())
	if err != nil && !errors.Is(err, store.ErrNone) {
		return workplan.Actor{}, err
	}
	// An unknown token costs the same comparison as a known one.
	matches := subtle.ConstantTimeCompare([]byte(HashSecret(secret)), []byte(id.Token.SecretHash)) == 1
	if err != nil || !matches {
		return workplan.Actor{}, ErrRefused
	}
	actor, err := id.Actor(a.Now(), true)
	if err != nil {
		return workplan.Actor{}, ErrRefused
	}
	actor.PublicReading = a.PublicReading
	a.noteUse(ctx, id.Token)
	return actor, nil
}

// noteUse keeps the hour of a token's last use. That it could not be written now is no reason to refuse the request.
func (a *Authenticator) noteUse(ctx context.Context, t workplan.APIToken) {
	hour := a.Now().UTC().Truncate(time.Hour)
	if t.LastUsedAt != nil && !t.LastUsedAt.Before(hour) {
		return
	}
	_ = a.Store.InTx(ctx, func(tx *store.Tx) error { return tx.TouchToken(t.TokenID, hour) })
}
