package workplan

import (
	"errors"
	"slices"
	"testing"
	"time"
)

const testToday = Date("2024-06-30")

// testMoment is n hours after a fixed moment.
func testMoment(n int) time.Time {
	return time.Date(2024, 1, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(n) * time.Hour)
}

func focalPoint(members ...string) Actor {
	a := Actor{Username: "focal." + members[0]}
	for _, m := range members {
		a.Grants = append(a.Grants, Grant{Role: RoleFocalPoint, Member: m, Standing: map[string]MembershipRole{"wg": MembershipMember}})
	}
	return a
}

func inBody(role Role, body string) Actor {
	return Actor{Username: string(role) + "." + body, Grants: []Grant{{Role: role, Body: body}}}
}

func holding(actors ...Actor) Actor {
	both := actors[0]
	for _, a := range actors[1:] {
		both.Grants = append(slices.Clone(both.Grants), a.Grants...)
	}
	return both
}

func endorsedPlan() WorkPlan {
	return WorkPlan{Code: "p-1", Body: "wg",
		PlanContent: PlanContent{Title: "Plan one", PeriodEnd: "2024", Audience: AudienceMembers},
		PlanLife:    PlanLife{Status: PlanEndorsed, Revision: 1, EndorsedOn: "2024-01-10"}}
}

func ledBy(leads ...string) ActionItem {
	return ActionItem{Stamp: Stamp{ID: 7}, Plan: "p-1", Ref: "1.1", RefKey: RefKeyOf("1.1"), Standing: Unreported(),
		ItemContent: ItemContent{Objective: 1, Title: "Guide", Nature: NatureOneOff, Leads: leads}}
}

// report is a progress report by a lead, recorded in the order of its number.
func report(number int, lead string, on Date, status Status) StatusUpdate {
	u := StatusUpdate{ItemID: 7, Plan: "p-1", Ref: "1.1", Number: number, Lead: lead, RecordedAt: testMoment(number),
		UpdateContent: UpdateContent{Kind: UpdateProgress, Status: status, Done: "work", EffectiveOn: on}}
	if status == StatusCompleted {
		u.CompletedOn = PartialDate(on)
	}
	return u
}

// decision is a decision of the co-chairs.
func decision(number int, on Date, status Status) StatusUpdate {
	u := report(number, "", on, status)
	u.Kind, u.Reason, u.Done = UpdateDecision, "decided", ""
	return u
}

func correcting(number int, u StatusUpdate) StatusUpdate {
	u.Corrects, u.CorrectionReason = number, "it was wrong"
	return u
}

// admission puts an item with its history before an actor, its standing being the replay of that history.
func admission(actor Actor, item ActionItem, history ...StatusUpdate) Admission {
	item.Standing, item.UpdateCount = ReplayUpdates(history, View{AsOf: testToday}), len(history)
	return Admission{Plan: endorsedPlan(), Item: item, History: history, Actor: actor, Today: testToday}
}

// codes lists "pointer code" of each fault in an error.
func codes(err error) []string {
	var e *Error
	if !errors.As(err, &e) {
		return nil
	}
	return faultCodes(e.Faults)
}

func faultCodes(faults Faults) []string {
	var list []string
	for _, f := range faults {
		list = append(list, f.Pointer+" "+f.Code)
	}
	return list
}

func slug(err error) string {
	var e *Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Slug
}

func wantCodes(t *testing.T, got []string, want ...string) {
	t.Helper()
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("faults %q, want %q", got, want)
	}
}
