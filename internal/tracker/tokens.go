package tracker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"fwptracker/internal/workplan"
)

// NewSecret is the public id and the hash of the secret of a token that its maker has minted; the secret itself is never given to the tracker.
type NewSecret struct {
	ID   string
	Hash string
}

// Tokens lists the actor's own tokens, ended ones too. Who may: anyone signed in.
func (t *Tracker) Tokens(ctx context.Context, actor workplan.Actor) ([]workplan.APIToken, error) {
	if err := mayRead(actor, workplan.KeepOwnTokens); err != nil {
		return nil, err
	}
	return t.store.Read(ctx).Tokens(actor.Username)
}

// Token reads one of the actor's own tokens. Who may: anyone signed in.
func (t *Tracker) Token(ctx context.Context, actor workplan.Actor, tokenID string) (workplan.APIToken, error) {
	if err := mayRead(actor, workplan.KeepOwnTokens); err != nil {
		return workplan.APIToken{}, err
	}
	token, err := t.store.Read(ctx).Token(tokenID)
	if err == nil && token.Username != actor.Username {
		err = workplan.Missing("token %s of yours", tokenID)
	}
	return found(token, err, "token %s of yours", tokenID)
}

// CreateToken makes a token for the actor's own use, or, by the operator, for a user. A token made with a token has no scope that the other
// lacks and does not outlive it. A user has at most [workplan.MaxLiveTokens] that are usable; one more is a conflict. Who may: anyone with a role
// in force; the operator.
func (t *Tracker) CreateToken(ctx context.Context, actor workplan.Actor, owner string, in workplan.NewToken, secret NewSecret) (workplan.APIToken, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (workplan.APIToken, error) {
		if err := c.mayKeepTokens(owner); err != nil {
			return workplan.APIToken{}, err
		}
		if err := c.actor.Must(workplan.KeepOwnTokens, workplan.Object{}); err != nil {
			return workplan.APIToken{}, err
		}
		u, err := c.User(owner)
		if _, err = found(u, err, "user %s", owner); err != nil {
			return workplan.APIToken{}, err
		}
		f := in.Faults()
		for n, s := range in.Scopes {
			if slices.Contains(workplan.Scopes, s) && c.actor.MustHave(s) != nil {
				f.Add("/scopes/"+strconv.Itoa(n), "wider_than_token", "this token lacks the scope %q, so it cannot give it", s)
			}
		}
		if err := f.Err(); err != nil {
			return workplan.APIToken{}, err
		}
		if err := c.roomForToken(owner); err != nil {
			return workplan.APIToken{}, err
		}
		if in.Days == 0 {
			in.Days = workplan.DefaultTokenDays
		}
		token := workplan.APIToken{TokenID: secret.ID, Username: owner, Name: in.Name, SecretHash: secret.Hash, CreatedAt: c.at,
			ExpiresAt: c.at.Add(time.Duration(in.Days) * 24 * time.Hour)}
		if parent := c.actor.TokenExpiresAt; !parent.IsZero() && token.ExpiresAt.After(parent) {
			token.ExpiresAt = parent
		}
		for _, s := range in.Scopes {
			token.Scopes = append(token.Scopes, string(s))
		}
		if err := c.AddToken(&token); err != nil {
			return token, err
		}
		c.logToken("create token", token, workplan.AllFields(tellToken(token)))
		return token, nil
	})
}

// RevokeToken ends a token: it is refused from the next request on. Who may: its owner; the operator.
func (t *Tracker) RevokeToken(ctx context.Context, actor workplan.Actor, tokenID string) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		token, err := c.Tx.Token(tokenID)
		if token, err = found(token, err, "token %s", tokenID); err != nil {
			return struct{}{}, err
		}
		if token.Username != c.actor.Username && !c.actor.Operator {
			return struct{}{}, workplan.Missing("token %s", tokenID)
		}
		if err := c.mayKeepTokens(token.Username); err != nil || token.RevokedAt != nil {
			return struct{}{}, err
		}
		c.logToken("revoke token", token, nil)
		return struct{}{}, c.Tx.RevokeToken(tokenID, c.at)
	})
	return err
}

// RevokeTokens ends all tokens of the actor that work, and says how many these were. Who may: their owner.
func (t *Tracker) RevokeTokens(ctx context.Context, actor workplan.Actor) (int, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (int, error) {
		if err := c.mayKeepTokens(c.actor.Username); err != nil {
			return 0, err
		}
		return c.revokeTokens(c.actor.Username)
	})
}

func (c *change) revokeTokens(owner string) (int, error) {
	tokens, err := c.Tokens(owner)
	live := workingTokens(tokens, c.at)
	for _, token := range live {
		if err == nil {
			c.logToken("revoke token", token, nil)
			err = c.Tx.RevokeToken(token.TokenID, c.at)
		}
	}
	return len(live), err
}

// workingTokens are those of some tokens that work at a moment.
func workingTokens(tokens []workplan.APIToken, at time.Time) []workplan.APIToken {
	return slices.DeleteFunc(slices.Clone(tokens), func(token workplan.APIToken) bool { return !token.Usable(at) })
}

// roomForToken refuses one more usable token than a user may have. Whoever makes tokens holds the chain of the system, so none comes between.
func (c *change) roomForToken(owner string) error {
	tokens, err := c.Tokens(owner)
	if err != nil {
		return err
	}
	live := len(workingTokens(tokens, c.at))
	if live < workplan.MaxLiveTokens {
		return nil
	}
	return workplan.Clash("too-many-tokens", "%s has %d tokens in use, which is the most. Revoke one that is no longer needed, then make the new one.", owner, live)
}

func (c *change) mayKeepTokens(owner string) error {
	if c.actor.Operator {
		return nil
	}
	if owner != c.actor.Username {
		return workplan.Refused("You may make and end only your own tokens.")
	}
	return c.actor.MustHave(workplan.ScopeTokens)
}

func (c *change) logToken(action string, token workplan.APIToken, after workplan.Changes) {
	c.logWayIn(token.Username, action, tokenObject(token), nil, after)
}

func tokenObject(token workplan.APIToken) string {
	return "token " + token.TokenID + " of " + token.Username
}

// tokenTold is what the audit tells of a token. Proof follows from the kept hash of its secret and gives nothing of it away.
type tokenTold struct {
	Name      string
	Scopes    workplan.List
	ExpiresAt time.Time
	Proof     string
}

func tellToken(token workplan.APIToken) tokenTold {
	return tokenTold{token.Name, token.Scopes, token.ExpiresAt.UTC(), proofOf("token", token.SecretHash)}
}

// proofOf follows from a hash that is kept and gives nothing of it away: the audit tells it, so that a hash put in its place is found.
func proofOf(of, hash string) string {
	proof := sha256.Sum256([]byte("fwp-" + of + "-proof-1 " + hash))
	return hex.EncodeToString(proof[:])
}
