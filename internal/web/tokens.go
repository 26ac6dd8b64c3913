package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// scopeWords are what each scope lets a program do for its owner. They are texts of the catalogues.
var scopeWords = map[workplan.Scope]string{
	workplan.ScopeRead:     "Read what you may read",
	workplan.ScopeUpdates:  "Report: status updates, deliverables, openings, offers and proposals",
	workplan.ScopePlans:    "Keep plans: drafts, amendments, carry-over, rounds and editions",
	workplan.ScopeRegister: "Keep bodies, members, memberships and meetings",
	workplan.ScopeUsers:    "Keep users and their roles",
	workplan.ScopeTokens:   "Make and revoke tokens of yours, and change your wishes for mail",
	workplan.ScopeAudit:    "Read the audit",
}

// tokenDays are the lives that the form of a token offers.
var tokenDays = []int{30, workplan.DefaultTokenDays, 180, workplan.MaxTokenDays}

// tokensPart are a person's own tokens on their account page, and the form of a new one.
type tokensPart struct {
	Live    []workplan.APIToken
	Ended   []workplan.APIToken
	Form    sheet
	Scopes  []option
	Days    []option
	MayMake bool
	// Made is the token that was just made, whole: it is shown this once.
	Made string
}

// tokensOf reads the person's own tokens, the newest first.
func (c *call) tokensOf(form sheet) (tokensPart, error) {
	part := tokensPart{Form: form, Scopes: options(c.lang, workplan.Scopes), MayMake: c.may(workplan.KeepOwnTokens, "")}
	for _, days := range tokenDays {
		part.Days = append(part.Days, option{strconv.Itoa(days), c.lang.N("%d day", "%d days", days)})
	}
	if !part.MayMake {
		return part, nil
	}
	tokens, err := c.site.Tracker.Tokens(c.Request().Context(), c.actor)
	for _, token := range tokens {
		if token.Usable(c.site.Now()) {
			part.Live = append(part.Live, token)
		} else {
			part.Ended = append(part.Ended, token)
		}
	}
	for _, list := range [][]workplan.APIToken{part.Live, part.Ended} {
		slices.SortStableFunc(list, func(a, b workplan.APIToken) int { return b.CreatedAt.Compare(a.CreatedAt) })
	}
	return part, err
}

// newTokenForm is the form of a token as it is shown first.
func newTokenForm() sheet {
	return blank("scopes", string(workplan.ScopeRead), "days", strconv.Itoa(workplan.DefaultTokenDays))
}

// createToken makes a token for the person's own programs. Its secret is on the page that answers, and nowhere else: a form that is sent twice makes one,
// and the second answer cannot show it.
func (s *site) createToken(c *call) error {
	form := c.sent()
	minted := auth.Mint()
	var f workplan.Faults
	in := workplan.NewToken{Name: form.text("name"), Days: form.number("days", &f)}
	for _, scope := range form.list("scopes") {
		in.Scopes = append(in.Scopes, workplan.Scope(scope))
	}
	err := f.Err()
	if err == nil {
		ctx := c.once(form, func(any) (string, error) { return "/account?done=token_twice", nil })
		_, err = s.Tracker.CreateToken(ctx, c.actor, c.actor.Username, in, tracker.NewSecret{ID: minted.ID, Hash: minted.SecretHash})
	}
	var replay *tracker.Replay
	if errors.As(err, &replay) {
		return c.see(replay.Location)
	}
	if err != nil {
		if other := form.refuse(err); other != nil {
			return other
		}
		return c.showTokens(problemOf(err).Status, form, "")
	}
	return c.showTokens(http.StatusOK, newTokenForm(), minted.Text)
}

// showTokens shows the account page with a form of a token, and the token that was just made.
func (c *call) showTokens(status int, form sheet, made string) error {
	page, err := c.site.accountOf(c)
	if err != nil {
		return err
	}
	page.Tokens.Form, page.Tokens.Made = form, made
	if made != "" {
		return c.secretPage("account", page)
	}
	return c.page(status, "account", page)
}

// revokeTokens ends all tokens of the person, from the next request on.
func (s *site) revokeTokens(c *call) error {
	_, err := s.Tracker.RevokeTokens(c.Request().Context(), c.actor)
	return c.seeAfter("/account?done=revoked_all", err)
}

// revokeToken ends a token of the person, from the next request on.
func (s *site) revokeToken(c *call) error {
	return c.seeAfter("/account?done=revoked", s.Tracker.RevokeToken(c.Request().Context(), c.actor, c.Param("token")))
}
