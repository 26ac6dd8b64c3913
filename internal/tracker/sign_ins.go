package tracker

import (
	"context"
	"errors"
	"fmt"
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
	c.logSignIn("sign in", s, workplan.AllFields(signInTold{s.Way, s.Browser, s.Address}))
	return s, nil
}

// signInTold is what the audit tells of a sign-in.
type signInTold struct {
	Way     workplan.SignInWay
	Browser string
	Address string
}

func (c *change) logSignIn(action string, s workplan.SignIn, after workplan.Changes) {
	c.log(event{action: action, right: workplan.KeepOwnTokens, what: fmt.Sprintf("sign-in %d of user %s", s.Number, s.Username), after: after})
}

// SignIns lists where the actor is signed in now, the newest first. Who may: anyone signed in.
func (t *Tracker) SignIns(ctx context.Context, actor workplan.Actor) ([]workplan.SignIn, error) {
	if err := mayRead(actor, workplan.KeepOwnTokens); err != nil {
		return nil, err
	}
	all, err := t.store.Read(ctx).SignIns(actor.Username)
	live := all[:0]
	for _, s := range all {
		if s.Live(t.Now()) {
			live = append(live, s)
		}
	}
	return live, err
}

// EndSignIn signs the actor out in one browser; it is refused from the next request on. Who may: its own user.
func (t *Tracker) EndSignIn(ctx context.Context, actor workplan.Actor, number int) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		all, err := c.Tx.SignIns(c.actor.Username)
		if err != nil {
			return struct{}{}, err
		}
		for _, s := range all {
			if s.Number == number && s.Live(c.at) {
				c.logSignIn("sign out", s, nil)
				return struct{}{}, c.Tx.EndSignIn(s.Username, s.Number, c.at)
			}
		}
		return struct{}{}, workplan.Missing("sign-in %d of yours", number)
	})
	return err
}

// EndOtherSignIns signs the actor out everywhere but in one browser. Who may: their own user.
func (t *Tracker) EndOtherSignIns(ctx context.Context, actor workplan.Actor, but int) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		c.log(event{action: "sign out everywhere else", right: workplan.KeepOwnTokens, what: userObject(c.actor.Username)})
		return struct{}{}, c.EndSignIns(c.actor.Username, but, c.at)
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
		if err := c.KeepPassword(workplan.Password{Username: c.actor.Username, Hash: hash, ChangedAt: c.at}); err != nil {
			return struct{}{}, err
		}
		c.log(event{action: "change password", right: workplan.KeepOwnTokens, what: userObject(c.actor.Username)})
		return struct{}{}, errors.Join(c.EndSignIns(c.actor.Username, here, c.at), c.EndLinks(c.actor.Username, c.at))
	})
	return err
}

// HasPassword says whether the actor can sign in with a password.
func (t *Tracker) HasPassword(ctx context.Context, actor workplan.Actor) (bool, error) {
	_, err := t.store.Read(ctx).Password(actor.Username)
	if errors.Is(err, store.ErrNone) {
		return false, nil
	}
	return err == nil, err
}

// ForgetSignIns deletes what is left of sign-ins, links, failed attempts and drafts that ended long ago.
func (t *Tracker) ForgetSignIns(ctx context.Context) error {
	return t.store.InTx(ctx, func(tx *store.Tx) error {
		now := t.now()
		return errors.Join(tx.ForgetSignIns(now.Add(-30*24*time.Hour)), tx.ForgetLinks(now.Add(-30*24*time.Hour)),
			tx.ForgetFailures(now.Add(-2*time.Hour)), tx.ForgetDrafts(now.Add(-workplan.DraftLife)))
	})
}
