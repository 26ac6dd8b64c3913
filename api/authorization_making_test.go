package api_test

import (
	"context"
	"fmt"
	"strings"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// What the seed is made of, and what a write that should succeed is made to act on: things made for that one cell.

func splitWords(s string) []string { return strings.Fields(s) }

// name makes a name that was not used before.
func (w *authzWorld) name(stem string) string {
	w.fresh++
	return fmt.Sprintf("%s-n%d", stem, w.fresh)
}

func (w *authzWorld) body(ctx context.Context, code string) {
	_, err := w.tr.CreateBody(ctx, authzOperator, workplan.NewBody{Code: code, BodyContent: workplan.BodyContent{Name: "Body " + code}})
	authzMust(w.tb, err)
}

func (w *authzWorld) member(ctx context.Context, code string) {
	_, err := w.tr.CreateMember(ctx, authzOperator, workplan.NewMember{Code: code, MemberContent: workplan.MemberContent{Name: "Member " + code, Kind: workplan.KindState}})
	authzMust(w.tb, err)
}

func (w *authzWorld) user(ctx context.Context, name string, bindings []workplan.NewBinding) {
	_, err := w.tr.CreateUser(ctx, authzOperator, workplan.NewUser{Username: name, Name: "User " + name, Email: name + "@example.org", Bindings: bindings})
	authzMust(w.tb, err)
}

func (w *authzWorld) meeting(ctx context.Context, body, code string) {
	_, err := w.tr.CreateMeeting(ctx, as("sec-"+body), workplan.NewMeeting{Code: code, Body: body, MeetingContent: workplan.MeetingContent{Name: "Meeting " + code}})
	authzMust(w.tb, err)
}

// plan makes a plan like p under a code: objective 1 with the items, objective 2 empty, and where p is endorsed the updates.
func (w *authzWorld) plan(ctx context.Context, code string, p authzPlan) {
	sec, chair := as("sec-"+p.body), as("chair-"+p.body)
	_, err := w.tr.CreatePlan(ctx, sec, workplan.NewPlan{Code: code, Body: p.body, PlanContent: workplan.PlanContent{Title: "Plan " + code, Audience: workplan.Audience(p.audience)}})
	authzMust(w.tb, err)
	for _, title := range []string{"Objective with items", "Objective without"} {
		_, err = w.tr.CreateObjective(ctx, sec, code, workplan.NewObjective{ObjectiveContent: workplan.ObjectiveContent{Title: title}})
		authzMust(w.tb, err)
	}
	items := make([]workplan.NewItem, len(p.items))
	for n, i := range p.items {
		items[n] = workplan.NewItem{Ref: i.ref, ItemContent: workplan.ItemContent{Objective: 1, Title: "Item " + code + " " + i.ref, Nature: workplan.NatureOneOff,
			Audience: workplan.Audience(i.audience), Leads: workplan.List{i.lead}}}
		if i.support != "" {
			items[n].Supporting = workplan.List{i.support}
		}
	}
	_, err = w.tr.CreateItems(ctx, sec, code, items)
	authzMust(w.tb, err)
	if p.status != "endorsed" {
		return
	}
	_, err = w.tr.EndorsePlan(ctx, chair, code, nil, workplan.Endorsement{On: "2026-01"})
	authzMust(w.tb, err)
	for _, i := range p.items {
		for n, audience := range authzUpdateAudiences {
			_, err := w.tr.PostStatusUpdate(ctx, sec, code, i.ref, nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{
				Done: fmt.Sprintf("Report %d on %s %s", n+1, code, i.ref), Audience: workplan.Audience(audience)}})
			authzMust(w.tb, err)
		}
	}
	w.amendments(ctx, code, p)
	w.editions(ctx, code, p)
}

// anotherPlan makes a plan like p, with only the named item where one is named, and no updates.
func (w *authzWorld) anotherPlan(p authzPlan, ref string) string {
	ctx := context.Background()
	code, status := w.name(p.code), p.status
	if ref != "" {
		for _, i := range p.items {
			if i.ref == ref {
				p.items = []authzItem{i}
			}
		}
	}
	p.status = "draft"
	w.plan(ctx, code, p)
	if status == "endorsed" {
		_, err := w.tr.EndorsePlan(ctx, as("chair-"+p.body), code, nil, workplan.Endorsement{On: "2026-01"})
		authzMust(w.tb, err)
	}
	return code
}

// anotherUser makes a user with the same roles as u.
func (w *authzWorld) anotherUser(u authzActor) string {
	name := w.name(u.name)
	w.user(context.Background(), name, u.bindings)
	return name
}

// anotherToken makes a token of the owner, whose id it returns.
func (w *authzWorld) anotherToken(owner string) string {
	minted := auth.Mint()
	_, err := w.tr.CreateToken(context.Background(), authzOperator, owner, workplan.NewToken{Name: "more", Scopes: []workplan.Scope{workplan.ScopeRead}},
		tracker.NewSecret{ID: minted.ID, Hash: minted.SecretHash})
	authzMust(w.tb, err)
	return minted.ID
}

// anotherMembership enters one more standing of the member dummy, for whom nobody speaks, and returns its number.
func (w *authzWorld) anotherMembership(body string) int {
	m, err := w.tr.CreateMembership(context.Background(), authzOperator, body, workplan.NewMembership{Member: "dummy",
		MembershipContent: workplan.MembershipContent{Role: workplan.MembershipObserver, FromDate: "2019", ToDate: "2020"}})
	authzMust(w.tb, err)
	return m.Number
}
