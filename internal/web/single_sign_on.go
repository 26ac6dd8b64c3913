package web

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

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
		return workplan.Refused("It is too long since you signed in to change how you sign in. Show on your account page that it is you, and do it then.")
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
	text, err := json.Marshal(e)
	if err != nil {
		return err
	}
	s.put(c, s.errandCookie(), base64.RawURLEncoding.EncodeToString(text), auth.TicketLife)
	c.Response().Header().Set("Referrer-Policy", "no-referrer")
	return c.Redirect(http.StatusSeeOther, address)
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
	case e.Join:
		return s.join(c, who)
	case e.Again:
		return s.confirmThrough(c, e.Next, who)
	}
	username, err := s.userOf(c, e, who)
	if workplan.KindOf(err) == workplan.NotFound && e.Link == "" {
		return c.page(http.StatusForbidden, "sign_in", signInPage{Next: e.Next, Provider: c.provider(),
			Wrong: c.lang.t("%s knows you, but no user here is you. Ask the secretariat of your body for an invitation; if you have a password, sign in with it and join the two on your account page.", c.provider())})
	}
	if err != nil {
		return err
	}
	if err := s.open(c, username, workplan.ByProvider); errors.Is(err, tracker.ErrEnded) {
		return c.page(http.StatusForbidden, "sign_in", signInPage{Next: e.Next, Provider: c.provider(), Wrong: c.lang.t("Your access here has ended.")})
	} else if err != nil {
		return err
	}
	return c.see(e.Next)
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

// userOf is the user who somebody at the provider is, or becomes with a one-time link.
func (s *site) userOf(c *call, e errand, who auth.ProviderIdentity) (string, error) {
	ctx := c.Request().Context()
	if e.Link == "" {
		return s.Tracker.UserOfIdentity(ctx, who.Issuer, who.Subject)
	}
	l, err := s.Tracker.LinkByInvitation(ctx, auth.HashSecret(e.Link), who.Issuer, who.Subject)
	return l.Username, err
}

// join makes the identity that of the person who is signed in.
func (s *site) join(c *call, who auth.ProviderIdentity) error {
	if c.visit == nil {
		return errSignIn
	}
	return c.seeAfter("/account?done=joined", s.Tracker.LinkIdentity(c.Request().Context(), c.actor, who.Issuer, who.Subject))
}

// notSignedOn says in plain words why single sign-on came to nothing. What looks forged is logged, since somebody may be trying.
func (s *site) notSignedOn(c *call, err error) error {
	page := signInPage{Next: "/", Provider: c.provider()}
	status := http.StatusForbidden
	switch {
	case errors.Is(err, auth.ErrProviderDown):
		status, page.Wrong = http.StatusServiceUnavailable, c.lang.t("%s does not answer now. Try again in a moment, or sign in with a password.", c.provider())
	case errors.Is(err, auth.ErrRefusedByProvider):
		page.Wrong = c.lang.t("%s did not let you in.", c.provider())
	case errors.Is(err, auth.ErrStale), errors.Is(err, auth.ErrForged):
		page.Wrong = c.lang.t("That took too long, or was begun in another browser. Begin again.")
	default:
		return err
	}
	s.Log.LogAttrs(c.Request().Context(), slog.LevelWarn, "single sign-on came to nothing", slog.String("request_id", c.actor.Request), slog.String("why", cutTo(err.Error(), 200)))
	return c.page(status, "sign_in", page)
}

// cutTo is the beginning of a text, on one line.
func cutTo(text string, most int) string {
	text = strings.Join(strings.Fields(text), " ")
	return text[:min(len(text), most)]
}
