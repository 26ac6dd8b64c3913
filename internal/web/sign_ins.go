package web

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/language"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// signInPage is the page on which people sign in. Next is where they go then; Kept is what they had typed into a form when their sign-in ended.
type signInPage struct {
	Email string
	Next  string
	Kept  *keptForm
	Wrong string
	Done  string
	// Provider is what people read on the button of single sign-on; "" where there is none.
	Provider string
}

// showSignIn shows the page on which people sign in; who is signed in goes on.
func (s *site) showSignIn(c *call) error {
	next := local(c.QueryParam("next"))
	if c.visit != nil {
		return c.see(next)
	}
	page := signInPage{Next: next, Provider: c.provider()}
	if c.QueryParam("done") == "password" {
		page.Done = c.lang.T("Your password is set. Sign in with it.")
		if tokens, err := strconv.Atoi(c.QueryParam("tokens")); err == nil && tokens > 0 && tokens <= workplan.MaxLiveTokens {
			page.Done += " " + c.lang.N("%d token of yours for programs works still; you can revoke it on your account page.", "%d tokens of yours for programs work still; you can revoke them on your account page.", tokens)
		}
	}
	return c.show("sign_in", page)
}

// signIn judges an address and a password, and signs in who they belong to. What had been typed into a form is kept for them there.
func (s *site) signIn(c *call) error {
	kept := keptFormOf(c)
	page := signInPage{Email: strings.TrimSpace(c.FormValue("email")), Next: local(c.FormValue("next")), Kept: kept, Provider: c.provider()}
	ctx := c.Request().Context()
	username, err := s.Auth.CheckPassword(ctx, s.Passwords, page.Email, c.FormValue("password"), s.ClientIP(c.Request()))
	var tooOften *auth.TooManyAttempts
	switch {
	case errors.Is(err, auth.ErrWrong):
		page.Wrong = c.lang.T("The e-mail address or the password is wrong.")
		return c.page(http.StatusUnprocessableEntity, "sign_in", page)
	case errors.As(err, &tooOften):
		page.Wrong = c.tooOften(tooOften.Wait)
		return c.page(http.StatusTooManyRequests, "sign_in", page)
	case err != nil:
		return err
	}
	if err := s.open(c, username, workplan.ByPassword); err != nil {
		return err
	}
	if kept == nil {
		return c.see(page.Next)
	}
	if place := formPlace(kept.Place, kept.Fields); place != "" {
		err := s.Tracker.KeepDraft(ctx, workplan.Actor{Username: username}, place, kept.text())
		if err == nil || !notKept(err) {
			return c.seeAfter(place, err)
		}
	}
	return c.show("sign_in_again", proofPage{Place: kept.Place, Fields: kept.Fields, Proved: true})
}

// tooOften says how long to wait before the next attempt, in words and, in whole seconds, to programs.
func (c *call) tooOften(wait time.Duration) string {
	c.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	return c.lang.N("Too many attempts to sign in to this account or from your network. Wait %d minute.",
		"Too many attempts to sign in to this account or from your network. Wait %d minutes.", int(math.Ceil(wait.Minutes())))
}

// open signs a user in in this browser: one that was signed in before, perhaps as somebody else, gets a new secret.
func (s *site) open(c *call, username string, way workplan.SignInWay) error {
	ctx := c.Request().Context()
	if c.visit != nil {
		if err := s.Tracker.EndSignIn(ctx, c.actor, c.visit.Number); err != nil && workplan.KindOf(err) != workplan.NotFound {
			return err
		}
	}
	secret, hash := auth.NewSecret()
	_, err := s.Tracker.SignIn(ctx, username, tracker.NewSignIn{SecretHash: hash, Way: way,
		Browser: workplan.BrowserName(c.Request().UserAgent()), Address: s.ClientIP(c.Request())})
	if err == nil {
		s.setCookie(c, secret)
	}
	return err
}

// signOut ends the sign-in of this browser.
func (s *site) signOut(c *call) error {
	if c.visit != nil {
		if err := s.Tracker.EndSignIn(c.Request().Context(), c.actor, c.visit.Number); err != nil && workplan.KindOf(err) != workplan.NotFound {
			return err
		}
	}
	s.dropCookie(c)
	c.Response().Header().Set("Clear-Site-Data", `"cache"`)
	return c.see("/sign-in")
}

// chooseLanguage keeps the language that a person wants to read.
func (s *site) chooseLanguage(c *call) error {
	if l := language.Tagged(c.FormValue("language")); l != nil {
		s.put(c, languageCookie, l.Tag, 365*24*time.Hour)
	}
	return c.see(local(c.FormValue("next")))
}

// keptForm is a form that was sent by somebody whose sign-in had ended: its place, and what was in it.
type keptForm struct {
	Place  string
	Fields url.Values
}

// keptPrefix marks, among the fields of the sign-in page, those of the form that is kept.
const keptPrefix = "kept."

// secretFields are those of forms that hold passwords; such a form does not travel through a sign-in.
var secretFields = []string{"password", "again", "present", confirmPrefix + "password"}

// maxCarried is how much of a form goes through a sign-in, in bytes.
const maxCarried = 256 << 10

// keepThrough shows the sign-in page to somebody who has sent a form, with the form in it: once they have signed in it is there again, or can be sent as it
// was. What concerns access itself is asked for anew.
func (c *call) keepThrough() error {
	form, place := c.Request().PostForm, c.Request().URL.RequestURI()
	page := signInPage{Next: cmp.Or(formPlace(place, form), "/"), Provider: c.provider(), Wrong: c.lang.T("You were signed out, so this was not sent. Sign in: what you typed is kept and comes back.")}
	if slices.ContainsFunc(secretFields, form.Has) || local(place) != place || notCarried(place) || len(form.Encode()) > maxCarried {
		page.Wrong = c.lang.T("You were signed out, so this was not done. Sign in and do it again.")
	} else {
		page.Kept = &keptForm{place, form}
	}
	return c.page(http.StatusUnauthorized, "sign_in", page)
}

// notCarried says whether what is sent to a place is not carried through a sign-in: forms on ways in, and what has an address that no page of ours writes.
func notCarried(place string) bool {
	at, _, _ := strings.Cut(place, "?")
	return at == "/" || path.Clean(at) != at || strings.Contains(at, "%") || strings.HasPrefix(at, "/users") || strings.HasPrefix(at, "/account") || strings.HasPrefix(at, "/sign-")
}

// keptFormOf is the form that came along with a sign-in; nil where none did.
func keptFormOf(c *call) *keptForm {
	form := c.Request().PostForm
	place := local(form.Get("place"))
	if notCarried(place) {
		return nil
	}
	kept := keptForm{place, url.Values{}}
	for name, values := range form {
		if field, is := strings.CutPrefix(name, keptPrefix); is {
			kept.Fields[field] = values
		}
	}
	return &kept
}

func (k keptForm) text() string { return k.Fields.Encode() }
