package tracker

import (
	"context"
	"errors"

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

// LinkByInvitation uses an invitation or reset: an identity at a provider becomes that of its user, who needs no password then. Who may: whoever
// holds the link, once the provider has vouched for the person.
func (t *Tracker) LinkByInvitation(ctx context.Context, secretHash, issuer, subject string) (LinkReading, error) {
	return t.withLink(ctx, secretHash, func(c *change, _ LinkReading) error { return c.linkIdentity(issuer, subject) })
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

func identityObject(p workplan.ProviderIdentity) string {
	return "identity of user " + p.Username + " at " + p.Issuer
}

// identityTold is what the audit tells of an identity at a provider.
type identityTold struct{ Subject string }

func tellIdentity(p workplan.ProviderIdentity) identityTold { return identityTold{p.Subject} }
