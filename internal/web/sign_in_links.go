package web

import (
	"cmp"
	"net"
	"net/http"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/workplan"
)

// madeLink is a one-time link as it is shown to who made it, this once.
type madeLink struct {
	Address string
	Site    string
	Kind    workplan.LinkKind
	Ends    time.Time
}

// Reset says whether it lets the person choose a new password in place of the one they have.
func (l madeLink) Reset() bool { return l.Kind == workplan.LinkReset }

// makeLink makes a one-time link for a user, in place of earlier ones. Its secret is on the page that answers, and nowhere else: sent again, the form makes
// another.
func (s *site) makeLink(c *call) error {
	secret, hash := auth.NewSecret()
	l, err := s.Tracker.MakeLink(c.Request().Context(), c.actor, c.Param("user"), hash)
	if err != nil {
		return err
	}
	page, err := c.userPageOf(blank("from", string(s.today())))
	if err != nil {
		return err
	}
	page.MadeLink = &madeLink{c.ownAddress() + "/welcome?link=" + secret, c.ownAddress(), l.Kind, l.ExpiresAt}
	return c.secretPage("user", page)
}

// ownAddress is how people reach the service as it is set. Where it is not, it is the address of this machine for who sits at it; what a request says of itself
// counts for nothing else.
func (c *call) ownAddress() string {
	host := c.Request().Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		if ip := net.ParseIP(name); name == "localhost" || ip != nil && ip.IsLoopback() {
			return cmp.Or(c.site.PublicURL, "http://"+host)
		}
	}
	return c.site.PublicURL
}

// secretPage shows a page that holds a secret: it is kept nowhere, and no link on it tells where it came from.
func (c *call) secretPage(name string, data any) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	return c.page(http.StatusOK, name, data)
}
