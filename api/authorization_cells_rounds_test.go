package api_test

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"fwptracker/internal/workplan"
)

// Rounds are read by whoever reads what is for members in their body, and run by its secretariat and co-chairs. In the seed, round 1 asks alpha about three
// of its endorsed plans, round 2 beta about two.

var authzRounds = []struct {
	number, body string
	plans        workplan.List
}{
	{"1", "alpha", workplan.List{"a-public-endorsed", "a-members-endorsed", "a-chairs-endorsed"}},
	{"2", "beta", workplan.List{"b-public-endorsed", "b-members-endorsed"}},
}

// round makes a round of a body about plans, which runs on the day of the walk.
func (w *authzWorld) round(ctx context.Context, body string, plans ...string) string {
	r, err := w.tr.CreateRound(ctx, as("sec-"+body), workplan.NewRound{Body: body, RoundContent: workplan.RoundContent{Opens: "2026-03-02", Due: "2026-03-20", Closes: "2026-03-31",
		Plans: plans, Reminders: workplan.DefaultReminders, Escalation: workplan.DefaultEscalation}})
	authzMust(w.tb, err)
	return strconv.Itoa(r.Number)
}

// anotherRound makes a round of a body about a plan of its own, with one item that lead leads, or betan in beta.
func (w *authzWorld) anotherRound(body string) []string {
	like := authzPlans[3]
	if body == "beta" {
		like = authzPlans[8]
	}
	return []string{"number", w.round(context.Background(), body, w.anotherPlan(like, "1.1"))}
}

// aloneOn is a request for a round on a day of its own, far ahead.
func aloneOn(body string) func(*authzWorld) string {
	return func(w *authzWorld) string {
		w.fresh++
		day := workplan.Date("2030-01-01").AddDays(w.fresh)
		return fmt.Sprintf(`{"body":%q,"opens":%q,"due":%q,"closes":%q}`, body, day, day, day)
	}
}

// returns names the items on which a round of the seed is owed something, as far as the actor sees them: every one has a lead.
func (a authzActor) returns(plans workplan.List) []string {
	names := []string{}
	for _, p := range authzPlans {
		for _, i := range p.items {
			if plans.Has(p.code) && a.seesItem(p, i) {
				names = append(names, fmt.Sprintf("%s/%s/0", p.code, i.ref))
			}
		}
	}
	return names
}

// readsRounds says whether rounds of a body are there for the actor.
func (a authzActor) readsRounds(body string) bool {
	return authzWidth[a.reach(body)] >= authzWidth["members"]
}

func authzRoundCells() []authzCell {
	listed := func(a authzActor) []string {
		names := []string{}
		for _, r := range authzRounds {
			if a.readsRounds(r.body) {
				names = append(names, "//"+r.number)
			}
		}
		return names
	}
	anyone := func(_ authzActor, scoped bool) int { return reading(scoped, true) }
	cells := []authzCell{
		{op: "listRounds", on: "all", query: "?limit=200", want: anyone, names: listed},
		{op: "listRounds", on: "then", query: "?limit=200&as_of=2026-03-03", want: anyone, names: listed},
		{op: "listObligations", on: "own", query: "?limit=200", want: func(a authzActor, scoped bool) int { return reading(scoped && a.columns != "", true) }, names: authzActor.owes},
		{op: "editMe", on: "self", body: named("zone", `{"digest":"off","time_zone":"Asia/Jakarta"}`), always: true, want: func(a authzActor, scoped bool) int {
			return writing(true, scoped, a.columns != "", true, http.StatusOK)
		}, fresh: func(w *authzWorld, a authzActor) []string { w.forgetWishes(a.name); return nil }},
	}
	for _, r := range authzRounds {
		at := []string{"number", r.number}
		see := func(a authzActor, scoped bool) int { return reading(scoped, a.readsRounds(r.body)) }
		run := func(done int) func(authzActor, bool) int {
			return func(a authzActor, scoped bool) int {
				return writing(a.readsRounds(r.body), scoped, a.keepsBody(r.body), true, done)
			}
		}
		mails := func(a authzActor, scoped bool) int {
			if scoped && a.readsRounds(r.body) && !a.keepsBody(r.body) {
				return http.StatusForbidden
			}
			return reading(scoped, a.readsRounds(r.body))
		}
		fresh := func(w *authzWorld, _ authzActor) []string { return w.anotherRound(r.body) }
		owed := func(a authzActor) []string { return a.returns(r.plans) }
		cells = append(cells,
			authzCell{op: "getRound", on: r.body, params: at, want: see},
			authzCell{op: "getRound", on: r.body + " then", params: at, query: "?as_of=2026-03-03", want: see},
			authzCell{op: "listReturns", on: r.body, params: at, query: "?limit=200", want: see, names: owed},
			authzCell{op: "listReturns", on: r.body + " then", params: at, query: "?limit=200&as_of=2026-03-03", want: see, names: owed},
			authzCell{op: "previewDigests", on: r.body, params: at, want: mails},
			authzCell{op: "listRoundMails", on: r.body, params: at, want: mails},
			authzCell{op: "createRound", on: r.body, body: aloneOn(r.body), want: func(a authzActor, scoped bool) int {
				return writing(true, scoped, a.keepsBody(r.body), true, http.StatusCreated)
			}},
			authzCell{op: "editRound", on: r.body, params: at, body: named("note", `{"note":"@"}`), want: run(200), fresh: fresh},
			authzCell{op: "closeRound", on: r.body, params: at, body: says(`{"reason":"All have answered."}`), want: run(200), fresh: fresh},
			authzCell{op: "cancelRound", on: r.body, params: at, body: says(`{"reason":"Not needed."}`), want: run(200), fresh: fresh},
			authzCell{op: "remindLeads", on: r.body, params: at, body: says(`{}`), want: run(201), fresh: fresh})
	}
	return cells
}

// owes names the items on which the actor has something to report in the seed: none was reported on by its leads, since the secretariat spoke for them all
// on the day on which the rounds opened.
func (a authzActor) owes() []string { return []string{} }

// forgetWishes puts a user's time zone and wish for digests back to what they were at first.
func (w *authzWorld) forgetWishes(name string) {
	_, err := w.tr.EditUser(context.Background(), authzOperator, name, nil, func(u *workplan.User, _ *bool) error {
		u.TimeZone, u.DigestOff = "", false
		return nil
	})
	authzMust(w.tb, err)
}
