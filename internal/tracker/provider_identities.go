package tracker

import (
	"context"
	"errors"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// UserOfIdentity finds the user whose identity at a provider of single sign-on this is; not found where it is nobody's. Who may: the edge, once the
// provider has vouched for the person.
func (t *Tracker) UserOfIdentity(ctx context.Context, issuer, subject string) (string, error) {
	p, err := t.store.Read(ctx).ProviderIdentity(issuer, subject)
	p, err = found(p, err, "user with this identity")
	return p.Username, err
}

// LinkIdentity makes an identity at a provider the actor's own, so that they sign in through it. An identity belongs to one user for good, and a user
// has one at each provider. Who may: their own user, once the provider has vouched for the person.
func (t *Tracker) LinkIdentity(ctx context.Context, actor workplan.Actor, issuer, subject string) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		return struct{}{}, c.linkIdentity(issuer, subject)
	})
	return err
}

// LinkByInvitation uses an invitation or reset: an identity at a provider becomes that of its user, who needs no password then and is signed out
// everywhere; their tokens end too where revoke says so. Who may: whoever holds the link, once the provider has vouched for the person.
func (t *Tracker) LinkByInvitation(ctx context.Context, secretHash, issuer, subject string, revoke bool) (LinkReading, error) {
	return t.withLink(ctx, secretHash, func(c *change, l LinkReading) error {
		if err := c.linkIdentity(issuer, subject); err != nil {
			return err
		}
		return c.endAccess(l.Username, revoke)
	})
}

// Identity is an identity at a provider by which a user comes in. UsedAt is when they last did so through any provider; zero for never since it was linked.
type Identity struct {
	workplan.ProviderIdentity
	UsedAt time.Time
}

// Identities lists the actor's own identities at providers. Who may: anyone signed in.
func (t *Tracker) Identities(ctx context.Context, actor workplan.Actor) ([]Identity, error) {
	if actor.Anonymous() {
		return nil, ErrSignIn
	}
	if err := actor.MustHave(workplan.ScopeTokens); err != nil {
		return nil, err
	}
	return identitiesOf(t.store.Read(ctx), actor.Username)
}

func identitiesOf(tx *store.Tx, username string) ([]Identity, error) {
	linked, err := tx.IdentitiesOf(username)
	if err != nil || len(linked) == 0 {
		return nil, err
	}
	used, err := tx.LatestSignInBy(username, workplan.ByProvider)
	list := make([]Identity, len(linked))
	for n, p := range linked {
		list[n].ProviderIdentity = p
		if !used.Before(p.LinkedAt) {
			list[n].UsedAt = used
		}
	}
	return list, err
}

// UnlinkIdentity takes the actor's own identity at a provider off: nobody signs in through it from then on, and browsers in which they did are signed out but
// for the one in use. Who has no password is refused, since it may be their last way in. Who may: their own user, who has proved lately
// who they are.
func (t *Tracker) UnlinkIdentity(ctx context.Context, actor workplan.Actor, issuer string, here int) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		return struct{}{}, c.unlinkOwnIdentity(issuer, here)
	})
	return err
}

func (c *change) unlinkOwnIdentity(issuer string, here int) error {
	_, err := c.Tx.Password(c.actor.Username)
	if errors.Is(err, store.ErrNone) {
		return workplan.Clash("in-use", "This is your only way to sign in, since you have no password here. Ask the secretariat of your body, or whoever keeps users here, for a link with which you choose one; then take this off.")
	}
	if err != nil {
		return err
	}
	return c.unlinkIdentity(c.actor.Username, issuer, here)
}

// UnlinkIdentityOf takes an identity at a provider off a user, whose browsers that came through a provider are signed out. It may be their last way in: an
// invitation lets them in again; not so that of the actor, as whom [Tracker.UnlinkIdentity] says. Who may: as for [Tracker.MakeLink].
func (t *Tracker) UnlinkIdentityOf(ctx context.Context, actor workplan.Actor, username, issuer string) error {
	_, err := write(ctx, t, actor, ofSystem, func(c *change) (struct{}, error) {
		u, err := c.userInReach(username)
		if err == nil {
			err = c.mayGiveAll(u)
		}
		switch {
		case err != nil:
			return struct{}{}, err
		case username == c.actor.Username:
			return struct{}{}, c.unlinkOwnIdentity(issuer, 0)
		default:
			return struct{}{}, c.unlinkIdentity(username, issuer, 0)
		}
	})
	return err
}

func (c *change) unlinkIdentity(username, issuer string, here int) error {
	linked, err := c.IdentitiesOf(username)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(linked, func(p workplan.ProviderIdentity) bool { return p.Issuer == issuer })
	if at < 0 {
		return workplan.Missing("identity of user %s at %s", username, issuer)
	}
	c.logWayIn(username, "unlink identity", identityObject(linked[at]), workplan.AllFields(tellIdentity(linked[at])), workplan.AllFields(identityTold{}))
	if err := c.Tx.UnlinkIdentity(linked[at].ID); err != nil {
		return err
	}
	_, err = c.endSignIns(username, func(s workplan.SignIn) bool { return s.Way == workplan.ByProvider && s.Number != here })
	return err
}

func (c *change) linkIdentity(issuer, subject string) error {
	p := workplan.ProviderIdentity{Issuer: issuer, Subject: subject, Username: c.actor.Username, LinkedAt: c.at}
	was, err := c.Tx.ProviderIdentity(issuer, subject)
	if err == nil && was.Username == p.Username {
		return nil
	}
	if err != nil && !errors.Is(err, store.ErrNone) {
		return err
	}
	c.log(event{action: "link identity", right: workplan.KeepOwnTokens, what: identityObject(p), after: workplan.AllFields(tellIdentity(p))})
	return taken(c.Tx.LinkIdentity(&p), "This identity belongs to another user, or you have another one at this provider already. Whoever keeps users here can look into it.")
}

const identityPrefix = "identity of user "

func identityObject(p workplan.ProviderIdentity) string {
	return identityPrefix + p.Username + " at " + p.Issuer
}

// identityTold is what the audit tells of an identity at a provider.
type identityTold struct{ Subject string }

func tellIdentity(p workplan.ProviderIdentity) identityTold { return identityTold{p.Subject} }
