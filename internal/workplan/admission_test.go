package workplan

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// The histories on which updates land; dates are all of 2024.
var (
	started   = report(1, "iom", "2024-02-01", StatusInProgress)
	finished  = report(2, "iom", "2024-03-01", StatusCompleted)
	withdrawn = decision(2, "2024-03-01", StatusWithdrawn)
	postponed = report(2, "iom", "2024-03-01", StatusPostponed)
	carried   = StatusUpdate{ItemID: 7, Number: 2, RecordedAt: testMoment(2), UpdateContent: UpdateContent{Kind: UpdateCarryOver, Status: StatusCarriedOver, EffectiveOn: "2024-03-01"}}
)

// outcome puts what Admit answers into one text: "ok status kind lead", with "for" before a lead on whose behalf it was made, or the slug of
// the refusal and its faults.
func outcome(u StatusUpdate, s Standing, err error) string {
	if err != nil {
		return strings.Join(append([]string{slug(err)}, codes(err)...), " ")
	}
	parts := []string{"ok", string(s.Status), string(u.Kind)}
	if u.OnBehalf {
		parts = append(parts, "for")
	}
	return strings.TrimSpace(strings.Join(append(parts, u.Lead), " "))
}

func TestWhoMayChangeAStatusAndWhatItNeeds(t *testing.T) {
	lead, chair, secretariat := focalPoint("iom"), inBody(RoleCoChair, "wg"), inBody(RoleSecretariat, "wg")
	item := ledBy("iom")
	to := func(s Status) UpdateContent { return UpdateContent{Status: s} }
	because := func(s Status) UpdateContent { return UpdateContent{Status: s, Reason: "funds"} }
	done := UpdateContent{Status: StatusCompleted, CompletedOn: "2024-05", Done: "published"}
	linked := UpdateContent{Status: StatusCompleted, CompletedOn: "2024", Evidence: Links{{Title: "Guide", URL: "https://example.org"}}}
	for _, c := range []struct {
		what    string
		actor   Actor
		history []StatusUpdate
		in      UpdateContent
		want    string
	}{
		{"lead starts", lead, nil, to(StatusInProgress), "ok in_progress progress iom"},
		{"lead reports without a status", lead, []StatusUpdate{started}, UpdateContent{NextSteps: "print it"}, "ok in_progress progress iom"},
		{"lead says the status again", lead, []StatusUpdate{started}, to(StatusInProgress), "ok in_progress progress iom"},
		{"lead completes", lead, []StatusUpdate{started}, done, "ok completed progress iom"},
		{"lead completes at once, with evidence", lead, nil, linked, "ok completed progress iom"},
		{"lead completes without a day or a word", lead, nil, to(StatusCompleted), "invalid /completed_on required /done required"},
		{"lead completes with spaces", lead, nil, UpdateContent{Status: StatusCompleted, CompletedOn: "2024", Done: "  "}, "invalid /done required"},
		{"lead postpones", lead, []StatusUpdate{started}, because(StatusPostponed), "ok postponed progress iom"},
		{"lead postpones without a reason", lead, []StatusUpdate{started}, to(StatusPostponed), "invalid /reason required"},
		{"lead postpones for a reason of spaces", lead, nil, UpdateContent{Status: StatusPostponed, Reason: " \n"}, "invalid /reason required"},
		{"lead goes back to planned", lead, []StatusUpdate{started}, to(StatusPlanned), "illegal-transition"},
		{"lead resumes", lead, []StatusUpdate{started, postponed}, to(StatusInProgress), "ok in_progress progress iom"},
		{"lead completes what is postponed", lead, []StatusUpdate{started, postponed}, done, "illegal-transition"},
		{"lead withdraws", lead, nil, because(StatusWithdrawn), "forbidden"},
		{"lead withdraws without a reason", lead, nil, to(StatusWithdrawn), "forbidden"},
		{"lead reopens", lead, []StatusUpdate{started, finished}, because(StatusInProgress), "forbidden"},
		{"lead reinstates", lead, []StatusUpdate{started, withdrawn}, because(StatusPlanned), "forbidden"},
		{"lead carries over", lead, nil, because(StatusCarriedOver), "illegal-transition"},
		{"co-chair withdraws", chair, []StatusUpdate{started}, because(StatusWithdrawn), "ok withdrawn decision"},
		{"co-chair withdraws without a reason", chair, []StatusUpdate{started}, to(StatusWithdrawn), "invalid /reason required"},
		{"co-chair reopens", chair, []StatusUpdate{started, finished}, because(StatusInProgress), "ok in_progress decision"},
		{"co-chair reinstates", chair, []StatusUpdate{started, withdrawn}, because(StatusPlanned), "ok planned decision"},
		{"co-chair carries over", chair, nil, because(StatusCarriedOver), "illegal-transition"},
		{"co-chair reports progress", chair, nil, to(StatusInProgress), "forbidden"},
		{"co-chair who is also focal point reports", holding(chair, lead), nil, to(StatusInProgress), "ok in_progress progress iom"},
		{"co-chair who is also focal point withdraws", holding(chair, lead), nil, because(StatusWithdrawn), "ok withdrawn decision"},
		{"secretariat withdraws", secretariat, nil, because(StatusWithdrawn), "forbidden"},
		{"secretariat starts on behalf", secretariat, nil, to(StatusInProgress), "ok in_progress progress for iom"},
		{"anything on a carried-over item", chair, []StatusUpdate{started, carried}, because(StatusPlanned), "illegal-transition"},
		{"nil return", lead, []StatusUpdate{started}, UpdateContent{Kind: UpdateNilReturn}, "ok in_progress nil_return iom"},
		{"nil return with content", lead, nil, UpdateContent{Kind: UpdateNilReturn, Done: "a lot"}, "invalid /kind not_nil"},
		{"nil return with a status", lead, nil, UpdateContent{Kind: UpdateNilReturn, Status: StatusInProgress}, "invalid /kind not_nil"},
		{"nil return with a health", lead, nil, UpdateContent{Kind: UpdateNilReturn, Health: HealthAtRisk}, "invalid /kind not_nil"},
		{"progress without content", lead, nil, UpdateContent{}, "invalid /done required"},
		{"progress of spaces", lead, nil, UpdateContent{Done: " ", Openings: "\n"}, "invalid /done required"},
		{"health alone", lead, nil, UpdateContent{Health: HealthAtRisk}, "ok planned progress iom"},
		{"the kind of a decision", chair, nil, UpdateContent{Kind: UpdateDecision, Status: StatusWithdrawn, Reason: "x"}, "invalid /kind not_allowed"},
		{"unknown status", lead, nil, to("done"), "invalid /status not_allowed"},
		{"completed_on without completion", lead, nil, UpdateContent{Done: "x", CompletedOn: "2024-05"}, "invalid /completed_on not_completed"},
		{"foreign focal point", focalPoint("aus"), nil, to(StatusInProgress), "forbidden"},
		{"focal point of another body's secretariat", inBody(RoleSecretariat, "other"), nil, to(StatusInProgress), "forbidden"},
		{"reader", inBody(RoleReader, "wg"), nil, to(StatusInProgress), "forbidden"},
		{"admin", Actor{Operator: true}, nil, to(StatusInProgress), "forbidden"},
	} {
		if got := outcome(admission(c.actor, item, c.history...).Admit(NewStatusUpdate{UpdateContent: c.in})); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestForWhomAnUpdateIsMade(t *testing.T) {
	secretariat := inBody(RoleSecretariat, "wg")
	for _, c := range []struct {
		what  string
		actor Actor
		item  ActionItem
		lead  string
		want  string
	}{
		{"focal point of one of two leads", focalPoint("aus"), ledBy("iom", "aus"), "", "ok in_progress progress aus"},
		{"focal point naming its member", focalPoint("aus"), ledBy("iom", "aus"), "aus", "ok in_progress progress aus"},
		{"focal point naming the other lead", focalPoint("aus"), ledBy("iom", "aus"), "iom", "invalid /lead not_a_lead"},
		{"focal point of both leads", focalPoint("aus", "iom"), ledBy("iom", "aus"), "", "invalid /lead required"},
		{"focal point of both leads, naming one", focalPoint("aus", "iom"), ledBy("iom", "aus"), "iom", "ok in_progress progress iom"},
		{"secretariat, one lead", secretariat, ledBy("iom"), "", "ok in_progress progress for iom"},
		{"secretariat, two leads", secretariat, ledBy("iom", "aus"), "", "invalid /lead required"},
		{"secretariat, two leads, naming one", secretariat, ledBy("iom", "aus"), "aus", "ok in_progress progress for aus"},
		{"secretariat, naming one that does not lead", secretariat, ledBy("iom"), "aus", "invalid /lead not_a_lead"},
		{"secretariat, naming no code", secretariat, ledBy("iom"), "IOM!", "invalid /lead bad_code /lead not_a_lead"},
		{"secretariat, no lead", secretariat, ledBy(), "", "ok in_progress progress"},
		{"secretariat, no lead, naming one", secretariat, ledBy(), "iom", "invalid /lead not_a_lead"},
		{"both, own lead", holding(secretariat, focalPoint("iom")), ledBy("iom", "aus"), "", "ok in_progress progress iom"},
		{"both, the other lead", holding(secretariat, focalPoint("iom")), ledBy("iom", "aus"), "aus", "ok in_progress progress for aus"},
	} {
		in := NewStatusUpdate{Lead: c.lead, UpdateContent: UpdateContent{Status: StatusInProgress}}
		if got := outcome(admission(c.actor, c.item).Admit(in)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestWhenAnUpdateMayTakeEffect(t *testing.T) {
	for _, c := range []struct {
		what    string
		history []StatusUpdate
		in      UpdateContent
		want    string
	}{
		{"on the day of endorsement", nil, UpdateContent{Done: "x", EffectiveOn: "2024-01-10"}, "ok planned progress iom"},
		{"the day before", nil, UpdateContent{Done: "x", EffectiveOn: "2024-01-09"}, "invalid /effective_on before_endorsement"},
		{"today", nil, UpdateContent{Done: "x", EffectiveOn: "2024-06-30"}, "ok planned progress iom"},
		{"tomorrow", nil, UpdateContent{Done: "x", EffectiveOn: "2024-07-01"}, "invalid /effective_on in_future"},
		{"on no day", nil, UpdateContent{Done: "x", EffectiveOn: "2024-06"}, "invalid /effective_on not_a_date"},
		{"completed in a month that has begun", nil, UpdateContent{Done: "x", Status: StatusCompleted, CompletedOn: "2024-06"}, "ok completed progress iom"},
		{"completed before the plan was endorsed", nil, UpdateContent{Done: "x", Status: StatusCompleted, CompletedOn: "2023"}, "ok completed progress iom"},
		{"completed next month", nil, UpdateContent{Done: "x", Status: StatusCompleted, CompletedOn: "2024-07"}, "invalid /completed_on in_future"},
		{"completed after it took effect", nil, UpdateContent{Done: "x", Status: StatusCompleted, CompletedOn: "2024-05-02", EffectiveOn: "2024-05-01"},
			"invalid /completed_on after_effective_on"},
		{"planned completion may lie ahead", nil, UpdateContent{PlannedCompletion: "2025"}, "ok planned progress iom"},
		{"backdated between two reports", []StatusUpdate{started, finished}, UpdateContent{Done: "x", EffectiveOn: "2024-02-15"}, "ok completed progress iom"},
		{"backdated start before the start", []StatusUpdate{started}, UpdateContent{Status: StatusInProgress, EffectiveOn: "2024-01-20"}, "ok in_progress progress iom"},
		{"backdated postponement before completion", []StatusUpdate{started, finished},
			UpdateContent{Status: StatusPostponed, Reason: "x", EffectiveOn: "2024-02-15"}, "illegal-history"},
		{"backdated change from what stood then", []StatusUpdate{started, finished}, UpdateContent{Status: StatusPlanned, EffectiveOn: "2024-02-15"}, "illegal-transition"},
		{"backdated completion before a lead's own start, which would become a reopening", []StatusUpdate{started},
			UpdateContent{Status: StatusCompleted, CompletedOn: "2024-01", Done: "x", EffectiveOn: "2024-01-20"}, "illegal-history"},
		{"backdated completion before the withdrawal", []StatusUpdate{started, withdrawn},
			UpdateContent{Status: StatusCompleted, CompletedOn: "2024-02-15", Done: "x", EffectiveOn: "2024-02-15"}, "illegal-history"},
		{"backdated report before the carry-over", []StatusUpdate{started, carried},
			UpdateContent{Status: StatusPostponed, Reason: "x", EffectiveOn: "2024-02-15"}, "ok carried_over progress iom"},
	} {
		if got := outcome(admission(focalPoint("iom"), ledBy("iom"), c.history...).Admit(NewStatusUpdate{UpdateContent: c.in})); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestPlansThatTakeNoUpdates(t *testing.T) {
	for status, want := range map[PlanStatus]string{PlanDraft: "plan-not-endorsed", PlanClosed: "plan-closed", PlanEndorsed: "ok planned progress iom", "": "plan-not-endorsed"} {
		a := admission(focalPoint("iom"), ledBy("iom"))
		a.Plan.Status = status
		if got := outcome(a.Admit(NewStatusUpdate{UpdateContent: UpdateContent{Done: "x"}})); got != want {
			t.Errorf("%s: %s, want %s", status, got, want)
		}
	}
	closed := admission(focalPoint("aus"), ledBy("iom"))
	closed.Plan.Status = PlanClosed
	if _, _, err := closed.Admit(NewStatusUpdate{}); KindOf(err) != Forbidden {
		t.Errorf("who may not post must not learn how the plan stands: %v", err)
	}
}

func TestAnUpdateIsNeverForMoreReadersThanItsItem(t *testing.T) {
	for _, c := range []struct {
		plan, item, update Audience
		wider              bool
	}{
		{"members", "", "", false}, {"members", "", "members", false}, {"members", "", "chairs", false}, {"members", "", "public", true},
		{"members", "chairs", "members", true}, {"public", "members", "public", true}, {"public", "", "public", false}, {"chairs", "public", "members", true},
	} {
		a := admission(focalPoint("iom"), ledBy("iom"))
		a.Plan.Audience, a.Item.Audience = c.plan, c.item
		_, _, err := a.Admit(NewStatusUpdate{UpdateContent: UpdateContent{Done: "x", Audience: c.update}})
		if got := cmp.Equal(codes(err), []string{"/audience wider_than_item"}); got != c.wider || !got && err != nil {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

func TestTheFactsOfAnItemAreNotReportedToFewerThanReadIt(t *testing.T) {
	facts := UpdateContent{Status: StatusCompleted, Done: "x", CompletedOn: "2024-02", Health: HealthOnTrack, PlannedCompletion: "2024-03"}
	all := []string{"/status shows_to_more", "/health shows_to_more", "/completed_on shows_to_more", "/planned_completion shows_to_more"}
	for _, c := range []struct {
		plan, item, update Audience
		want               []string
	}{
		{"public", "", "members", all}, {"public", "", "chairs", all}, {"members", "", "chairs", all}, {"public", "members", "chairs", all},
		{"members", "", "", nil}, {"members", "", "members", nil}, {"public", "chairs", "chairs", nil}, {"chairs", "", "chairs", nil}, {"chairs", "members", "chairs", nil},
	} {
		a := admission(focalPoint("iom"), ledBy("iom"), started)
		a.Plan.Audience, a.Item.Audience = c.plan, c.item
		in := NewStatusUpdate{UpdateContent: facts}
		in.Audience = c.update
		var got []string
		if _, _, err := a.Admit(in); err != nil {
			got = slices.DeleteFunc(codes(err), func(code string) bool { return !strings.HasSuffix(code, " shows_to_more") })
		}
		if diff := cmp.Diff(c.want, got, cmpopts.SortSlices(strings.Compare), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%+v: %s", c, diff)
		}
	}
}

func TestAllFaultsAreReportedAtOnce(t *testing.T) {
	a := admission(holding(focalPoint("iom", "aus"), inBody(RoleCoChair, "wg")), ledBy("iom", "aus"), started)
	_, _, err := a.Admit(NewStatusUpdate{UpdateContent: UpdateContent{
		Status: StatusPostponed, Health: "fine", Done: "\x00", NextSteps: "\xff", Openings: "\x01", CorrectionReason: "\x02", Source: "\x03",
		CompletedOn: "2025", PlannedCompletion: "soon", Evidence: Links{{Title: "", URL: "ftp://x"}}, Corrects: 9, Meeting: "No!", Audience: "all", EffectiveOn: "2024-12-24",
	}})
	wantCodes(t, codes(err), "/health not_allowed", "/done bad_character", "/next_steps bad_character", "/openings bad_character",
		"/correction_reason bad_character", "/source bad_character", "/completed_on in_future", "/completed_on not_completed", "/planned_completion not_a_date",
		"/evidence/0/title required", "/evidence/0/url bad_link", "/corrects unknown", "/meeting bad_code", "/audience not_allowed",
		"/effective_on in_future", "/reason required", "/lead required")
}

func TestAnAdmittedUpdateIsCompleteAndItsStandingIsTheReplay(t *testing.T) {
	a := admission(focalPoint("iom"), ledBy("iom"), started)
	u, after, err := a.Admit(NewStatusUpdate{UpdateContent: UpdateContent{Done: "draft", Health: HealthAtRisk, PlannedCompletion: "2024-Q4"}})
	if err != nil {
		t.Fatal(err)
	}
	want := StatusUpdate{ItemID: 7, Plan: "p-1", Ref: "1.1", Number: 2, Lead: "iom", ReportedBy: "focal.iom",
		UpdateContent: UpdateContent{Kind: UpdateProgress, Done: "draft", Health: HealthAtRisk, PlannedCompletion: "2024-Q4", EffectiveOn: testToday}}
	if diff := cmp.Diff(want, u); diff != "" {
		t.Error(diff)
	}
	wantStanding := Standing{Status: StatusInProgress, StatusSince: "2024-02-01", Health: HealthAtRisk, PlannedCompletion: "2024-Q4",
		LastReportedOn: testToday, LatestUpdate: 2, LatestReport: 2, StatusUpdate: 1}
	if diff := cmp.Diff(wantStanding, after); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(after, ReplayUpdates(append(a.History, u), View{AsOf: testToday})); diff != "" {
		t.Error(diff)
	}
}
