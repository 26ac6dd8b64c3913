package web

import (
	"errors"
	"net/http"
	"strconv"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// accountPage is what a person sees of themselves: roles, wishes, password, and where they are signed in.
type accountPage struct {
	User    tracker.UserReading
	Roles   []held
	SignIns []workplan.SignIn
	Here    int
	Errors  formErrors
	Done    string
	Zones   []string
	// HasPassword says whether the person can sign in with a password; Provider and MayJoin offer to sign in through a provider too.
	HasPassword bool
	Provider    string
	MayJoin     bool
	Joined      bool
	Identities  identitiesPart
	Tokens      tokensPart
	// NewPassword says that it was just changed; tokens work on.
	NewPassword bool
}

// zones are the time zones that the form offers first; any other can be typed.
var zones = []string{"Asia/Bangkok", "Asia/Colombo", "Asia/Dhaka", "Asia/Dili", "Asia/Dubai", "Asia/Ho_Chi_Minh", "Asia/Jakarta", "Asia/Karachi", "Asia/Kuala_Lumpur",
	"Asia/Manila", "Asia/Singapore", "Australia/Sydney", "Europe/Zurich", "Europe/Vienna", "Indian/Maldives", "Pacific/Auckland", "UTC"}

func (s *site) accountOf(c *call) (accountPage, error) {
	ctx := c.Request().Context()
	page := accountPage{Zones: zones, Provider: c.provider()}
	if c.visit != nil {
		page.Here, page.MayJoin = c.visit.Number, c.visit.Confirmed(s.Now())
	}
	u, err := s.Tracker.Me(ctx, c.actor)
	if err != nil {
		return page, err
	}
	page.User = u
	var called names
	if c.somewhere(workplan.ReadRegister) {
		if called, err = c.names(); err != nil {
			return page, err
		}
	}
	for _, b := range u.Bindings {
		if !b.Over(s.today()) {
			page.Roles = append(page.Roles, called.held(c, b))
		}
	}
	if page.HasPassword, err = s.Tracker.HasPassword(ctx, c.actor); err != nil {
		return page, err
	}
	if page.SignIns, err = s.Tracker.SignIns(ctx, c.actor); err != nil {
		return page, err
	}
	if page.Identities.Identities, err = s.Tracker.Identities(ctx, c.actor); err != nil {
		return page, err
	}
	if page.Joined = c.joinedAt(page.Identities.Identities); page.HasPassword {
		page.Identities.Off = "/account/identities/unlink"
	}
	page.Tokens, err = c.tokensOf(newTokenForm())
	return page, err
}

// showAccount shows a person what is kept of them.
func (s *site) showAccount(c *call) error {
	page, err := s.accountOf(c)
	if err != nil {
		return err
	}
	page.Done = map[string]string{"password": c.lang.T("Your password is changed. You are signed out everywhere else."),
		"wishes": c.lang.T("Your wishes are kept."), "ended": c.lang.T("Signed out there."), "joined": c.lang.T("You can sign in through %s from now on.", c.provider())}[c.QueryParam("done")]
	page.NewPassword = c.QueryParam("done") == "password" && len(page.Tokens.Live) > 0
	return c.show("account", page)
}

// changePassword takes a new password from who knows the present one.
func (s *site) changePassword(c *call) error {
	page, err := s.accountOf(c)
	if err != nil {
		return err
	}
	ctx, password := c.Request().Context(), c.FormValue("password")
	faults := s.passwordFaults(c, password, c.FormValue("again"), page.User.Name, page.User.Email, page.User.Username)
	if len(faults) == 0 {
		_, err := s.Auth.CheckPassword(ctx, s.Passwords, page.User.Email, c.FormValue("present"), s.ClientIP(c.Request()))
		var tooOften *auth.TooManyAttempts
		switch {
		case errors.As(err, &tooOften):
			page.Errors = formErrors{}.with("present", workplan.Sentence{Text: c.tooOften(tooOften.Wait)})
			return c.page(http.StatusTooManyRequests, "account", page)
		case errors.Is(err, auth.ErrWrong):
			faults.Add("/present", "wrong", "is not your present password")
		case err != nil:
			return err
		}
	}
	if len(faults) > 0 {
		page.Errors = errorsOf(faults.Err())
		return c.page(http.StatusUnprocessableEntity, "account", page)
	}
	hash, err := s.Passwords.Hash(ctx, password)
	if err != nil {
		return err
	}
	if err := s.Tracker.ChangePassword(ctx, c.actor, hash, page.Here); err != nil {
		return err
	}
	return c.see("/account?done=password")
}

// changeWishes takes a person's time zone and whether they want digests.
func (s *site) changeWishes(c *call) error {
	_, err := s.Tracker.EditMe(c.Request().Context(), c.actor, nil, func(u *workplan.User) error {
		u.TimeZone, u.DigestOff = c.FormValue("time_zone"), c.FormValue("digests") == ""
		return nil
	})
	if workplan.KindOf(err) == workplan.Invalid {
		page, again := s.accountOf(c)
		if again != nil {
			return again
		}
		page.Errors = errorsOf(err)
		return c.page(http.StatusUnprocessableEntity, "account", page)
	}
	if err != nil {
		return err
	}
	return c.see("/account?done=wishes")
}

// endSignIns signs a person out in another browser, or in all others.
func (s *site) endSignIns(c *call) error {
	ctx := c.Request().Context()
	if c.FormValue("all") != "" {
		if err := s.Tracker.EndOtherSignIns(ctx, c.actor, c.visit.Number); err != nil {
			return err
		}
		return c.see("/account?done=ended")
	}
	number, err := strconv.Atoi(c.FormValue("number"))
	if err != nil {
		return workplan.Missing("sign-in %q of yours", c.FormValue("number"))
	}
	if err := s.Tracker.EndSignIn(ctx, c.actor, number); err != nil {
		return err
	}
	if c.visit != nil && number == c.visit.Number {
		s.dropCookie(c)
		return c.see("/sign-in")
	}
	return c.see("/account?done=ended")
}
