package web

import (
	"net/http"
	"strconv"

	"fwptracker/internal/auth"
	"fwptracker/internal/workplan"
)

// welcomePage is where a one-time link leads: to choose a password, and on a fresh service to make the first user.
type welcomePage struct {
	Secret   string
	Kind     workplan.LinkKind
	Name     string
	Email    string
	Username string
	Errors   formErrors
	Provider string
	// Tokens is how many tokens of the user work, Revoke that they are to end too.
	Tokens int
	Revoke bool
}

// SetUp says whether the link makes the first user of a fresh service.
func (p welcomePage) SetUp() bool { return p.Kind == workplan.LinkSetUp }

// Reset says whether the link lets a user choose a new password.
func (p welcomePage) Reset() bool { return p.Kind == workplan.LinkReset }

func (s *site) welcomed(c *call, secret string) (welcomePage, error) {
	c.Response().Header().Set("Referrer-Policy", "no-referrer") // the address holds the secret
	l, err := s.Tracker.Link(c.Request().Context(), auth.HashSecret(secret))
	return welcomePage{Secret: secret, Kind: l.Kind, Name: l.User.Name, Email: l.User.Email, Username: l.User.Username, Provider: c.provider(), Tokens: l.Tokens,
		Revoke: true}, err
}

// showWelcome shows what a one-time link is for.
func (s *site) showWelcome(c *call) error {
	page, err := s.welcomed(c, c.QueryParam("link"))
	if err != nil {
		return err
	}
	return c.show("welcome", page)
}

// welcome uses a one-time link, and leaves the person at the page on which they sign in with what they chose.
func (s *site) welcome(c *call) error {
	secret, password := c.FormValue("link"), c.FormValue("password")
	page, err := s.welcomed(c, secret)
	if err != nil {
		return err
	}
	if page.Revoke = c.FormValue("revoke") != ""; page.SetUp() {
		page.Name, page.Email, page.Username = c.FormValue("name"), c.FormValue("email"), c.FormValue("username")
	}
	faults := s.passwordFaults(c, password, c.FormValue("again"), page.Name, page.Email, page.Username)
	if len(faults) > 0 {
		page.Errors = errorsOf(faults.Err())
		return c.page(http.StatusUnprocessableEntity, "welcome", page)
	}
	ctx := c.Request().Context()
	hash, err := s.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	if page.SetUp() {
		_, err = s.Tracker.SetUp(ctx, auth.HashSecret(secret), workplan.NewUser{Username: page.Username, Name: page.Name, Email: page.Email}, hash)
	} else {
		_, err = s.Tracker.UseLink(ctx, auth.HashSecret(secret), hash, page.Revoke)
	}
	if workplan.KindOf(err) == workplan.Invalid {
		page.Errors = errorsOf(err)
		return c.page(http.StatusUnprocessableEntity, "welcome", page)
	}
	if err != nil {
		return err
	}
	if page.Tokens > 0 && !page.Revoke {
		return c.see("/sign-in?done=password&tokens=" + strconv.Itoa(page.Tokens))
	}
	return c.see("/sign-in?done=password")
}

// passwordFaults lists what is wrong with a password that is typed twice.
func (s *site) passwordFaults(c *call, password, again string, about ...string) workplan.Faults {
	faults := auth.PasswordFaults("/password", password, about...)
	if len(faults) == 0 && password != again {
		faults.Add("/again", "not_the_same", "is not the same; type the password twice")
	}
	return faults
}
