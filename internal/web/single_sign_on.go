package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// errand is what the browser keeps while a person is at the provider of single sign-on: the ticket, and what is to be done once they are back. Next is
// where they go then; Link is the secret of the one-time link that they use, Join says that the identity is to become their own, Again that they only
// prove once more who they are.
type errand struct {
	Ticket string
	Next   string
	Link   string `json:",omitempty"`
	Join   bool   `json:",omitempty"`
	Again  bool   `json:",omitempty"`
}

// errandCookie is the name of the cookie in which the errand is kept.
func (s *site) errandCookie() string {
	if s.browsers.Secure() {
		return "__Host-fwp_oidc"
	}
	return "fwp_oidc"
}

// provider is what people read on the button of single sign-on; "" where there is none.
func (c *call) provider() string {
	if c.site.SingleSignOn == nil {
		return ""
	}
	return c.site.SingleSignOn.Name()
}

// goToProvider sends a person to the provider: to sign in, to use a one-time link, or to make their identity there their own, which asks for a
// password or identity that was proved lately.
func (s *site) goToProvider(c *call) error {
	if s.SingleSignOn == nil {
		return workplan.Missing("single sign-on here")
	}
	e := errand{Next: local(c.QueryParam("next")), Link: c.QueryParam("link"), Join: c.QueryParam("join") != "", Again: c.QueryParam("again") != ""}
	if site := c.Request().Header.Get("Sec-Fetch-Site"); site != "same-origin" && site != "" { // led here from elsewhere, a person has asked for none of this
		if e.Join || e.Again {
			return c.see("/account")
		}
		if e.Link != "" {
			return c.see("/welcome?" + url.Values{"link": {e.Link}}.Encode())
		}
	}
	if e.Join && (c.visit == nil || !c.visit.Confirmed(s.Now())) {
		return tooLongAgo()
	}
	begin := s.SingleSignOn.Begin
	if e.Again {
		begin = s.SingleSignOn.Again
	}
	address, ticket, err := begin(c.Request().Context())
	if err != nil {
		return s.notSignedOn(c, err)
	}
	e.Ticket = ticket.Encode()
	if err := s.keepErrand(c, e); err != nil {
		return err
	}
	c.Response().Header().Set("Referrer-Policy", "no-referrer")
	return c.Redirect(http.StatusSeeOther, address)
}

// keepErrand has the browser keep what is to be done once the person is back.
func (s *site) keepErrand(c *call, e errand) error {
	text, err := json.Marshal(e)
	if err == nil {
		s.put(c, s.errandCookie(), base64.RawURLEncoding.EncodeToString(text), auth.TicketLife)
	}
	return err
}

// comeBack judges what the provider says of a person, and does what they went there for. The ticket serves once, whatever comes of it.
func (s *site) comeBack(c *call) error {
	if s.SingleSignOn == nil {
		return workplan.Missing("single sign-on here")
	}
	e := s.errandOf(c)
	s.put(c, s.errandCookie(), "", -1)
	ticket, err := auth.ParseTicket(e.Ticket)
	if err != nil {
		return s.notSignedOn(c, err)
	}
	who, err := s.SingleSignOn.Finish(c.Request().Context(), ticket, c.QueryParams())
	if err != nil {
		return s.notSignedOn(c, err)
	}
	switch {
	case e.Join, e.Link != "":
		return s.askToJoin(c, e, who)
	case e.Again:
		return s.confirmThrough(c, e.Next, who)
	}
	username, err := s.Tracker.UserOfIdentity(c.Request().Context(), who.Issuer, who.Subject)
	if workplan.KindOf(err) == workplan.NotFound {
		return c.page(http.StatusForbidden, "sign_in", signInPage{Next: e.Next, Provider: c.provider(),
			Wrong: c.lang.T("%s knows you, but no user here is you. Ask the secretariat of your body for an invitation; if you have a password, sign in with it and join the two on your account page.", c.provider())})
	}
	if err != nil {
		return err
	}
	return s.comeIn(c, username, e.Next)
}

// comeIn signs in whom the provider vouches for.
func (s *site) comeIn(c *call, username, next string) error {
	if err := s.open(c, username, workplan.ByProvider); errors.Is(err, tracker.ErrEnded) {
		return c.page(http.StatusForbidden, "sign_in", signInPage{Next: next, Provider: c.provider(), Wrong: c.lang.T("Your access here has ended.")})
	} else if err != nil {
		return err
	}
	return c.see(next)
}

// errandOf is what the browser kept; nothing where that is garbled.
func (s *site) errandOf(c *call) errand {
	var e errand
	cookie, err := c.Cookie(s.errandCookie())
	if err != nil {
		return e
	}
	text, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil || json.Unmarshal(text, &e) != nil {
		return errand{}
	}
	e.Next = local(e.Next)
	return e
}

// notSignedOn says in plain words why single sign-on came to nothing. What looks forged is logged, since somebody may be trying.
func (s *site) notSignedOn(c *call, err error) error {
	page := signInPage{Next: "/", Provider: c.provider()}
	status := http.StatusForbidden
	switch {
	case errors.Is(err, auth.ErrProviderDown):
		status, page.Wrong = http.StatusServiceUnavailable, c.lang.T("%s does not answer now. Try again in a moment, or sign in with a password.", c.provider())
	case errors.Is(err, auth.ErrRefusedByProvider):
		page.Wrong = c.lang.T("%s did not let you in.", c.provider())
	case errors.Is(err, auth.ErrStale), errors.Is(err, auth.ErrForged):
		page.Wrong = c.lang.T("That took too long, or was begun in another browser. Begin again.")
	default:
		return err
	}
	s.Log.LogAttrs(c.Request().Context(), slog.LevelWarn, "single sign-on came to nothing", slog.String("request_id", c.actor.Request), slog.String("why", cutTo(err.Error(), 200)))
	return c.page(status, "sign_in", page)
}
