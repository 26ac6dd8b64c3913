package tracker

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// NewSignIn is a browser in which a user is to be signed in: the hash of the secret that its cookie will hold, how the person proved who they are,
// and what of the browser they may recognise.
type NewSignIn struct {
	SecretHash string
	Way        workplan.SignInWay
	Browser    string
	Address    string
}

// SignIn signs a user in whom the edge has found to be who they say. Who may: whoever has proved it; a user who is disabled is refused as one who has
// ended.
func (t *Tracker) SignIn(ctx context.Context, username string, in NewSignIn) (workplan.SignIn, error) {
	return write(ctx, t, workplan.Actor{Username: username}, ofSystem, func(c *change) (workplan.SignIn, error) {
		return c.signIn(in)
	})
}

func (c *change) signIn(in NewSignIn) (workplan.SignIn, error) {
	s := workplan.SignIn{Username: c.actor.Username, SecretHash: in.SecretHash, Way: in.Way, Browser: in.Browser, Address: in.Address,
		CreatedAt: c.at, SeenAt: c.at, ConfirmedAt: c.at, EndsAt: c.at.Add(workplan.SignInLife)}
	if err := c.AddSignIn(&s); err != nil {
		return s, err
	}
	c.logSignIn("sign in", s, workplan.AllFields(tellSignIn(s)))
	return s, nil
}

// signInTold is what the audit tells of a sign-in, beside when it began and ended.
type signInTold struct {
	Way     workplan.SignInWay
	Browser string
	Address string
	EndsAt  time.Time
	Proof   string
}

func tellSignIn(s workplan.SignIn) signInTold {
	return signInTold{s.Way, s.Browser, s.Address, s.EndsAt.UTC(), proofOf("sign-in", s.SecretHash)}
}

func signInObject(s workplan.SignIn) string {
	return fmt.Sprintf("sign-in %d of user %s", s.Number, s.Username)
}

func (c *change) logSignIn(action string, s workplan.SignIn, after workplan.Changes) {
	c.logWayIn(s.Username, action, signInObject(s), nil, after)
}

// endSignIns ends those sign-ins of a user that hold and that a condition picks, and says how many these were.
func (c *change) endSignIns(username string, ends func(workplan.SignIn) bool) (int, error) {
	live, err := c.LiveSignIns(username, c.at)
	ended := 0
	for _, s := range live {
		if err == nil && ends(s) {
			ended++
			c.logSignIn("sign out", s, nil)
			err = c.Tx.EndSignIn(s.ID, c.at)
		}
	}
	return ended, err
}

// but picks all sign-ins but one; 0 keeps none.
func but(number int) func(workplan.SignIn) bool {
	return func(s workplan.SignIn) bool { return s.Number != number }
}

// SignIns lists where the actor is signed in now, the newest first. Who may: anyone signed in.
func (t *Tracker) SignIns(ctx context.Context, actor workplan.Actor) ([]workplan.SignIn, error) {
	if actor.Anonymous() {
		return nil, ErrSignIn
	}
	if err := actor.MustHave(workplan.ScopeTokens); err != nil {
		return nil, err
	}
	live, err := t.store.Read(ctx).LiveSignIns(actor.Username, t.Now())
	return slices.DeleteFunc(live, func(s workplan.SignIn) bool { return !s.Live(t.Now()) }), err
}

// EndSignIn signs the actor out in one browser; it is refused from the next request on. Who may: its own user.
func (t *Tracker) EndSignIn(ctx context.Context, actor workplan.Actor, number int) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		ended, err := c.endSignIns(c.actor.Username, func(s workplan.SignIn) bool { return s.Number == number })
		if err == nil && ended == 0 {
			err = workplan.Missing("sign-in %d of yours", number)
		}
		return struct{}{}, err
	})
	return err
}

// EndOtherSignIns signs the actor out everywhere but in one browser. Who may: their own user.
func (t *Tracker) EndOtherSignIns(ctx context.Context, actor workplan.Actor, here int) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		_, err := c.endSignIns(c.actor.Username, but(here))
		return struct{}{}, err
	})
	return err
}

// ConfirmSignIn notes that the person in a browser has proved again who they are, which what changes access itself asks for. Who may: their own user,
// once the edge has judged the proof.
func (t *Tracker) ConfirmSignIn(ctx context.Context, actor workplan.Actor, number int) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		return struct{}{}, c.Tx.ConfirmSignIn(c.actor.Username, number, c.at)
	})
	return err
}

// ChangePassword takes a new password, by its hash, and signs the actor out everywhere but in the browser in use. Who may: their own user.
func (t *Tracker) ChangePassword(ctx context.Context, actor workplan.Actor, hash string, here int) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		if err := c.keepPassword(c.actor.Username, hash); err != nil {
			return struct{}{}, err
		}
		_, err := c.endSignIns(c.actor.Username, but(here))
		return struct{}{}, errors.Join(err, c.endLinks(c.actor.Username))
	})
	return err
}

// keepPassword stores the hash of a user's password; "" takes the password off.
func (c *change) keepPassword(username, hash string) error {
	p, action := workplan.Password{Username: username, Hash: hash, ChangedAt: c.at}, "keep password"
	if hash == "" {
		action = "end password"
	}
	c.logWayIn(username, action, passwordObject(username), nil, workplan.AllFields(tellPassword(p)))
	return c.KeepPassword(p)
}

func passwordObject(username string) string { return "password of " + userObject(username) }

// passwordTold is what the audit tells of a password.
type passwordTold struct{ Proof string }

func tellPassword(p workplan.Password) passwordTold { return passwordTold{proofOf("password", p.Hash)} }

// HasPassword says whether the actor can sign in with a password.
func (t *Tracker) HasPassword(ctx context.Context, actor workplan.Actor) (bool, error) {
	_, err := t.store.Read(ctx).Password(actor.Username)
	if errors.Is(err, store.ErrNone) {
		return false, nil
	}
	return err == nil, err
}

// ForgetAttempts deletes what is no longer needed of failed attempts to sign in, and drafts that nobody has touched for long. Sign-ins and links stay:
// the audit tells of them, and they are held against it.
func (t *Tracker) ForgetAttempts(ctx context.Context) error {
	return t.store.InTx(ctx, func(tx *store.Tx) error {
		now := t.now()
		return errors.Join(tx.ForgetFailures(now.Add(-2*time.Hour)), tx.ForgetDrafts(now.Add(-workplan.DraftLife)))
	})
}
