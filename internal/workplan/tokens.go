package workplan

import (
	"slices"
	"time"
)

// APIToken lets a program act for its owner within Scopes, until it expires or is revoked. TokenID is the public part of the token; of the
// secret only a hash is kept. LastUsedAt is kept to the hour.
type APIToken struct {
	ID         int64
	TokenID    string
	Username   string
	Name       string
	SecretHash string
	Scopes     List
	CreatedAt  time.Time
	ExpiresAt  time.Time
	LastUsedAt *time.Time
	RevokedAt  *time.Time
}

// Life of a token, in days.
const (
	DefaultTokenDays = 90
	MaxTokenDays     = 365
)

// MaxLiveTokens is how many tokens of one user may be usable at a time.
const MaxLiveTokens = 20

// NewToken is a token to be made. Days 0 takes [DefaultTokenDays].
type NewToken struct {
	Name   string
	Scopes []Scope
	Days   int
}

// Faults lists the broken rules of a new token.
func (t NewToken) Faults() Faults {
	var f Faults
	f.name("/name", t.Name, true)
	if len(t.Scopes) == 0 {
		f.Add("/scopes", "required", "name at least one of %s", Listed[Scope](Scopes))
	}
	if len(t.Scopes) > len(Scopes) {
		f.Add("/scopes", "too_many", "names %d scopes; there are %d", len(t.Scopes), len(Scopes))
		return f
	}
	for i, s := range t.Scopes {
		oneOf(&f, "/scopes/"+itoa(i), s, true, Scopes...)
		if slices.Contains(t.Scopes[:i], s) {
			f.Add("/scopes/"+itoa(i), "duplicate", "%q is given twice", s)
		}
	}
	if t.Days < 0 || t.Days > MaxTokenDays {
		f.Add("/days", "out_of_range", "must be from 1 to %d", MaxTokenDays)
	}
	return f
}

// Usable says whether the token may be used at a moment.
func (t APIToken) Usable(at time.Time) bool { return t.RevokedAt == nil && at.Before(t.ExpiresAt) }
