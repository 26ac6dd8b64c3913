package web

import (
	"errors"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"fwptracker/internal/auth"
	"fwptracker/internal/workplan"
)

// confirmPrefix marks, among the fields of a form, those by which the person proves who they are; they are not the form's own. Before an address it marks
// the draft of a form that is kept meanwhile.
const confirmPrefix = workplan.ConfirmPlace

// proofPage asks somebody to prove once more who they are before something is done that concerns access itself. Place is where the form was sent,
// Fields are what stood in it.
type proofPage struct {
	Place       string
	Fields      url.Values
	Email       string
	HasPassword bool
	Provider    string
	Wrong       string
	// Proved says that it is done, and that the person need only go on.
	Proved bool
}

// Shown are the names of the fields that a person has filled in, in their order.
func (p proofPage) Shown() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(p.Fields)), func(name string) bool {
		return slices.Contains([]string{"key", "version", "act", "updates", "seen"}, name) || strings.Join(p.Fields[name], "") == ""
	})
}

// Again is the address at which the provider has the person sign in once more.
func (p proofPage) Again() string {
	return "/sign-in/provider?" + url.Values{"again": {"1"}, "next": {p.Place}}.Encode()
}

// confirming lets a handler run for those who have proved lately who they are ([workplan.ConfirmWithin]). Others are asked to first; the form that they sent
// goes along, and what they asked for is done once they have, with nothing to be typed again.
func (s *site) confirming(next handler) handler {
	return func(c *call) error {
		if c.visit == nil {
			return errSignIn
		}
		form := c.Request().PostForm
		password, resumed := form.Get(confirmPrefix+"password"), form.Has(confirmPrefix+"resumed")
		maps.DeleteFunc(form, func(name string, _ []string) bool { return strings.HasPrefix(name, confirmPrefix) })
		if !c.visit.Confirmed(s.Now()) {
			if proved, err := s.proves(c, form, password); !proved || err != nil {
				return err
			}
		}
		if resumed {
			if err := s.Tracker.DropDraft(c.Request().Context(), c.actor, confirmPrefix+c.Request().URL.Path); err != nil {
				return err
			}
		}
		return next(c)
	}
}

// proves judges a password that was typed to prove who the person is. Where there is none, or a wrong one, it answers with the page that asks for it.
// Attempts count as those to sign in do.
func (s *site) proves(c *call, form url.Values, password string) (proved bool, err error) {
	ctx := c.Request().Context()
	me, err := s.Tracker.Me(ctx, c.actor)
	if err != nil {
		return false, err
	}
	page := proofPage{Place: c.Request().URL.Path, Fields: form, Email: me.Email, Provider: c.provider()}
	if page.HasPassword, err = s.Tracker.HasPassword(ctx, c.actor); err != nil {
		return false, err
	}
	if password == "" {
		return false, c.askToConfirm(http.StatusForbidden, page)
	}
	username, err := s.Auth.CheckPassword(ctx, s.Passwords, me.Email, password, s.ClientIP(c.Request()))
	var tooOften *auth.TooManyAttempts
	switch {
	case errors.As(err, &tooOften):
		page.Wrong = c.tooOften(tooOften.Wait)
		return false, c.askToConfirm(http.StatusTooManyRequests, page)
	case errors.Is(err, auth.ErrWrong), err == nil && username != c.actor.Username:
		page.Wrong = c.lang.T("That is not your password.")
		return false, c.askToConfirm(http.StatusUnprocessableEntity, page)
	case err != nil:
		return false, err
	}
	return true, s.Tracker.ConfirmSignIn(ctx, c.actor, c.visit.Number)
}

// askToConfirm shows the page that asks who somebody is. Where they may go to the provider for it, the form is kept for them here meanwhile; where it cannot
// be kept, they are asked for their password alone, and the form stays in the page.
func (c *call) askToConfirm(status int, page proofPage) error {
	if page.Provider != "" {
		if err := c.site.Tracker.KeepDraft(c.Request().Context(), c.actor, confirmPrefix+page.Place, page.Fields.Encode()); err != nil {
			if !notKept(err) || !page.HasPassword {
				return err
			}
			page.Provider = ""
		}
	}
	return c.page(status, "sign_in_again", page)
}

// confirmThrough takes the provider's word that the person in this browser has signed in once more, and leads back to what they were about to do.
func (s *site) confirmThrough(c *call, place string, who auth.ProviderIdentity) error {
	if c.visit == nil {
		return errSignIn
	}
	ctx := c.Request().Context()
	username, err := s.Tracker.UserOfIdentity(ctx, who.Issuer, who.Subject)
	switch {
	case workplan.KindOf(err) == workplan.NotFound, err == nil && username != c.actor.Username:
		return workplan.Refused("Whoever signed in at %s is not the user who is signed in here. Nothing was done.", c.provider())
	case err != nil:
		return err
	case who.SignedInAt.Before(s.Now().Add(-workplan.ConfirmWithin)):
		return workplan.Refused("%s did not say that you have signed in there just now. Nothing was done. Prove who you are with your password, or ask the people who run this service to have %s tell it (auth_time).", c.provider(), c.provider())
	}
	if err := s.Tracker.ConfirmSignIn(ctx, c.actor, c.visit.Number); err != nil {
		return err
	}
	return c.see("/account/confirm?" + url.Values{"next": {place}}.Encode())
}

// showConfirmed lets a person who has proved at the provider who they are go on with the form that they had sent.
func (s *site) showConfirmed(c *call) error {
	place := local(c.QueryParam("next"))
	if c.visit == nil || !c.visit.Confirmed(s.Now()) {
		return c.see("/account")
	}
	fields, err := c.draftOf(confirmPrefix + place)
	if err != nil {
		return err
	}
	if fields == nil {
		return c.see("/account")
	}
	return c.show("sign_in_again", proofPage{Place: place, Fields: fields, Proved: true})
}

// confirm only asks who somebody is, so that they can do on their account page what asks for it.
func (s *site) confirm(c *call) error { return c.see("/account?done=confirmed") }

// Names lists the fields of the form, always in the same order.
func (p proofPage) Names() []string { return slices.Sorted(maps.Keys(p.Fields)) }
