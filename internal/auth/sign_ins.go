package auth

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ErrWrong: there is no user with this address, or the password is not theirs, or they are disabled or have no password. Which of these is not told,
// and all take as long.
var ErrWrong = errors.New("the address or the password is wrong")

// TooManyAttempts refuses an attempt to sign in without judging it. Wait is how long the next one will be refused, too.
type TooManyAttempts struct{ Wait time.Duration }

func (e *TooManyAttempts) Error() string { return "too many attempts to sign in" }

// CheckPassword finds the user whose e-mail address and password these are. Each attempt counts against the account, whether or not there is one,
// and against the address of the network, before it is judged; one that succeeds is taken back, and what was counted against its account is forgotten.
func (a *Authenticator) CheckPassword(ctx context.Context, p *Passwords, email, password, address string) (username string, err error) {
	email = strings.ToLower(strings.TrimSpace(email))
	account := accountSubject(email)
	attempt, err := a.count(ctx, account, "address "+address)
	if err != nil {
		return "", err
	}
	u, hash, err := a.passwordOf(ctx, email)
	if err != nil {
		return "", err
	}
	matches, err := p.Matches(ctx, hash, password)
	switch {
	case err != nil:
		return "", err
	case !matches || u.DisabledAt != nil:
		return "", ErrWrong
	}
	return u.Username, a.Store.InTx(ctx, func(tx *store.Tx) error {
		return errors.Join(tx.ForgiveFailures(account), tx.ForgiveFailure(attempt))
	})
}

// accountSubject names an account among the failures without telling its address.
func accountSubject(email string) string {
	sum := sha256.Sum256([]byte(email))
	return "account " + hex.EncodeToString(sum[:])
}

func (a *Authenticator) passwordOf(ctx context.Context, email string) (workplan.User, string, error) {
	tx := a.Store.Read(ctx)
	u, err := tx.UserByEmail(email)
	if errors.Is(err, store.ErrNone) {
		return u, "", nil
	}
	if err != nil {
		return u, "", err
	}
	p, err := tx.Password(u.Username)
	if errors.Is(err, store.ErrNone) {
		err = nil
	}
	return u, p.Hash, err
}

// count counts an attempt against an account and an address, in the order of the system's chain so that none slips in beside it, and refuses it where
// either has had too many. It gives the id of what it counted against the address.
func (a *Authenticator) count(ctx context.Context, account, address string) (int64, error) {
	var id int64
	err := a.Store.InTx(ctx, func(tx *store.Tx) error {
		if _, err := tx.LockChain(workplan.SystemChain); err != nil {
			return err
		}
		now := a.Now()
		for _, subject := range []string{account, address} {
			for _, limit := range []struct {
				within time.Duration
				most   int
			}{{time.Minute, workplan.MaxFailuresMinute}, {time.Hour, workplan.MaxFailuresHour}} {
				n, err := tx.CountFailures(subject, now.Add(-limit.within))
				if err != nil {
					return err
				}
				if n >= limit.most {
					return &TooManyAttempts{Wait: limit.within}
				}
			}
		}
		for _, subject := range []string{account, address} {
			f := workplan.SignInFailure{Subject: subject, At: now}
			if err := tx.AddFailure(&f); err != nil {
				return err
			}
			id = f.ID
		}
		return nil
	})
	return id, err
}

// Visit is a browser that is signed in, and who uses it.
type Visit struct {
	workplan.SignIn
	Actor workplan.Actor
}

// Browser finds who is signed in with the secret of a browser's cookie, and what they may do now; [ErrRefused] where nobody is any more. It notes, once a
// minute, that the browser was seen.
func (a *Authenticator) Browser(ctx context.Context, secret string) (Visit, error) {
	tx := a.Store.Read(ctx)
	s, err := tx.SignInBySecret(HashSecret(secret))
	if errors.Is(err, store.ErrNone) || err == nil && !s.Live(a.Now()) {
		return Visit{}, ErrRefused
	}
	if err != nil {
		return Visit{}, err
	}
	id, err := tx.IdentityOf(s.Username, "", a.Today(), "")
	if err != nil {
		return Visit{}, err
	}
	actor, err := id.Actor(a.Now(), false)
	if err != nil {
		return Visit{}, ErrRefused
	}
	actor.PublicReading = a.PublicReading
	if now := a.Now(); now.Sub(s.SeenAt) >= time.Minute {
		_ = a.Store.InTx(ctx, func(tx *store.Tx) error { return tx.TouchSignIn(s.ID, now) }) // that it could not be noted is no reason to refuse
	}
	return Visit{s, actor}, nil
}

// NewSecret is a secret of 256 random bits, for a cookie or a link, and what is to be kept of it.
func NewSecret() (text, hash string) {
	text = randomText(secretChars)
	return text, HashSecret(text)
}
