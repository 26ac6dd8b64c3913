package web

import (
	"cmp"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// joinPage asks a person whether the identity that a provider told of is to become theirs here. Tokens is as on the page of a one-time link.
type joinPage struct {
	Identity auth.ProviderIdentity
	Provider string
	User     workplan.User
	Tokens   int
}

// askToJoin shows who the provider says the person is, and which user here is to be joined with that. Nothing is joined before they agree: whoever was led
// here without knowing sees it, and goes.
func (s *site) askToJoin(c *call, e errand, who auth.ProviderIdentity) error {
	page, err := s.joined(c, e)
	if err != nil {
		return err
	}
	if page.Identity, page.Provider = who, c.provider(); page.User.Username == "" {
		return errSignIn
	}
	e.Next = cmp.Or(e.Next, "/")
	if err := s.keepErrand(c, e); err != nil {
		return err
	}
	return c.secretPage("join_identity", page)
}

// joined is the user to be joined: that of the one-time link, else who is signed in.
func (s *site) joined(c *call, e errand) (joinPage, error) {
	if e.Link != "" {
		l, err := s.Tracker.Link(c.Request().Context(), auth.HashSecret(e.Link))
		return joinPage{User: l.User, Tokens: l.Tokens}, err
	}
	if c.visit == nil {
		return joinPage{}, errSignIn
	}
	me, err := s.Tracker.Me(c.Request().Context(), c.actor)
	return joinPage{User: me.User}, err
}

// joinIdentity makes the identity that of the user whom the page named. The provider's own signature says whose it is, and the cookie that this browser has asked.
func (s *site) joinIdentity(c *call) error {
	if s.SingleSignOn == nil {
		return workplan.Missing("single sign-on here")
	}
	ctx, e := c.Request().Context(), s.errandOf(c)
	s.put(c, s.errandCookie(), "", -1)
	ticket, err := auth.ParseTicket(e.Ticket)
	if err != nil || !e.Join && e.Link == "" {
		return s.notSignedOn(c, cmp.Or(err, auth.ErrStale))
	}
	who, err := s.SingleSignOn.Prove(ctx, ticket, c.FormValue("proof"))
	if err != nil {
		return s.notSignedOn(c, err)
	}
	page, err := s.joined(c, e)
	switch {
	case err != nil:
		return err
	case page.User.Username != c.FormValue("user"):
		return s.notSignedOn(c, auth.ErrStale)
	case e.Link != "":
		if page.Tokens > 0 && c.FormValue("revoke") == "" {
			e.Next = "/account?done=joined"
		}
		if _, err := s.Tracker.LinkByInvitation(ctx, auth.HashSecret(e.Link), who.Issuer, who.Subject, c.FormValue("revoke") != ""); err != nil {
			return err
		}
		return s.comeIn(c, page.User.Username, e.Next)
	case !c.visit.Confirmed(s.Now()):
		return tooLongAgo()
	}
	return c.seeAfter("/account?done=joined", s.Tracker.LinkIdentity(ctx, c.actor, who.Issuer, who.Subject))
}

// tooLongAgo refuses to change how somebody signs in who has not proved lately who they are.
func tooLongAgo() error {
	return workplan.Refused("It is too long since you signed in to change how you sign in. Show on your account page that it is you, and do it then.")
}

// identitiesPart are the identities at providers by which a user comes in, with where they are taken off; "" where the person may not do so.
type identitiesPart struct {
	Identities []tracker.Identity
	Off        string
}

// joinedAt says whether one of some identities is at the provider of this service.
func (c *call) joinedAt(list []tracker.Identity) bool {
	for _, i := range list {
		if c.site.SingleSignOn != nil && i.Issuer == c.site.SingleSignOn.Issuer() {
			return true
		}
	}
	return false
}

// unlinkIdentity takes an identity off the person themselves.
func (s *site) unlinkIdentity(c *call) error {
	return c.seeAfter("/account?done=unlinked", s.Tracker.UnlinkIdentity(c.Request().Context(), c.actor, c.FormValue("issuer"), c.visit.Number))
}

// unlinkIdentityOf takes an identity off another user.
func (s *site) unlinkIdentityOf(c *call) error {
	username := c.Param("user")
	return c.seeAfter(userPath(username)+"?done=unlinked", s.Tracker.UnlinkIdentityOf(c.Request().Context(), c.actor, username, c.FormValue("issuer")))
}
