package api_test

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http/httptest"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// Two worlds are told the same story at the same moments, one without what some readers must not see. Those readers must not be able to
// tell the worlds apart, whatever they ask.

// authzStep is one event of the story; a hidden one happens in one world only.
type authzStep struct {
	hidden bool
	happen func(ctx context.Context, w *authzWorld)
}

func authzItemStep(hidden bool, plan, ref, audience, lead string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.CreateItem(ctx, as("sec-alpha"), plan, workplan.NewItem{Ref: ref, ItemContent: workplan.ItemContent{Title: "Item " + ref, Nature: workplan.NatureOneOff,
			Audience: workplan.Audience(audience), Leads: workplan.List{lead}, Topics: workplan.List{"topic of " + ref}, Due: "2026-02"}})
		authzMust(w.tb, err)
	}}
}

func authzReportStep(hidden bool, plan, ref, done string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.PostStatusUpdate(ctx, as("sec-alpha"), plan, ref, nil, workplan.NewStatusUpdate{UpdateContent: workplan.UpdateContent{Done: done, Openings: "Join."}})
		authzMust(w.tb, err)
	}}
}

func authzPlanStep(hidden bool, code, audience string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.CreatePlan(ctx, as("sec-alpha"), workplan.NewPlan{Code: code, Body: "alpha",
			PlanContent: workplan.PlanContent{Title: "Plan " + code, Audience: workplan.Audience(audience), Predecessor: ""}})
		authzMust(w.tb, err)
	}}
}

func authzEndorseStep(hidden bool, code string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.EndorsePlan(ctx, as("chair-alpha"), code, nil, workplan.Endorsement{On: "2026-01"})
		authzMust(w.tb, err)
	}}
}

func authzWaiverStep(hidden bool, plan, rule, subject string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.WaiveFinding(ctx, as("sec-alpha"), plan, workplan.NewWaiver{Rule: rule, Subject: subject, Reason: "Agreed."})
		authzMust(w.tb, err)
	}}
}

// authzOutputStep lists a deliverable with a stage on an item, and posts an opening, for an audience.
func authzOutputStep(hidden bool, plan, ref, audience string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		d, err := w.tr.PostDeliverable(ctx, as("sec-alpha"), plan, ref, workplan.NewDeliverable{DeliverableContent: workplan.DeliverableContent{
			Title: "Output", Kind: workplan.KindTool, Audience: workplan.Audience(audience)}})
		authzMust(w.tb, err)
		_, err = w.tr.RecordStage(ctx, as("sec-alpha"), plan, ref, d.Number, workplan.NewStage{StageContent: workplan.StageContent{Stage: workplan.StagePublished, ReachedOn: "2026-02"}})
		authzMust(w.tb, err)
		_, err = w.tr.SeekInvolvement(ctx, as("sec-alpha"), plan, ref, workplan.NewOpening{OpeningContent: workplan.OpeningContent{Kind: workplan.OpeningHost, Sought: "A host", Audience: workplan.Audience(audience)}})
		authzMust(w.tb, err)
	}}
}

// authzProposalStep records what was voiced at a meeting. What is hidden comes last: a gap in the numbers would tell of it.
func authzProposalStep(hidden bool, title, audience string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.ProposeItem(ctx, as("sec-alpha"), workplan.NewProposal{Body: "alpha", Meeting: "alpha-1", ProposalContent: workplan.ProposalContent{Title: title, Audience: workplan.Audience(audience)}})
		authzMust(w.tb, err)
	}}
}

// authzDecisionStep decides on items at a meeting; a decision without an audience is for all who read the record.
func authzDecisionStep(hidden bool, meeting, audience string, items ...string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.RecordDecision(ctx, as("sec-alpha"), meeting, workplan.Decision{Text: "Agreed on " + strings.Join(items, " "), Audience: workplan.Audience(audience), Pointers: workplan.Pointers{Items: items}})
		authzMust(w.tb, err)
	}}
}

// authzOfferStep makes an offer, of which none of the readers is told, and answers it.
func authzOfferStep(plan, ref, member string) authzStep {
	return authzStep{true, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.MakeOffer(ctx, as("sec-alpha"), plan, ref, 1, workplan.NewOffer{Member: member, Offered: "A hall"})
		authzMust(w.tb, err)
		_, err = w.tr.AnswerOffer(ctx, as("sec-alpha"), plan, ref, 1, member, 1, workplan.NewAnswer{Answer: workplan.OfferAccepted})
		authzMust(w.tb, err)
	}}
}

func authzMeetingStep(meeting, audience string) authzStep {
	return authzStep{false, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.CreateMeeting(ctx, as("sec-alpha"), workplan.NewMeeting{Code: meeting, Body: "alpha", MeetingContent: workplan.MeetingContent{Name: "Meeting " + meeting, Starts: "2026-01-15", Audience: workplan.Audience(audience)}})
		authzMust(w.tb, err)
	}}
}

// authzAcceptStep makes a hidden draft and accepts a proposal into it.
func authzAcceptStep(hidden bool, number int, plan string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		authzPlanStep(hidden, plan, "chairs").happen(ctx, w)
		_, err := w.tr.AcceptProposal(ctx, as("sec-alpha"), number, nil, workplan.Acceptance{Decision: workplan.ProposalDecisionContent{Plan: plan, Reason: "Agreed."}})
		authzMust(w.tb, err)
	}}
}

// authzAttendanceStep enters one that attended a meeting.
func authzAttendanceStep(hidden bool, meeting, member string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		_, err := w.tr.RecordAttendance(ctx, as("sec-alpha"), meeting, []workplan.Attendant{{Member: member}})
		authzMust(w.tb, err)
	}}
}

// authzMergeStep records one more idea for the chairs and merges it into another.
func authzMergeStep(hidden bool, into int) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		authzProposalStep(hidden, "Fairs of recruiters", "chairs").happen(ctx, w)
		_, err := w.tr.MergeProposal(ctx, as("sec-alpha"), into+1, nil, workplan.ProposalDecisionContent{IntoProposal: into, Reason: "The same."})
		authzMust(w.tb, err)
	}}
}

func authzAdoptStep(hidden bool, meeting string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) { w.adopt(ctx, "alpha", meeting) }}
}

// authzCorrectStep corrects the decision for the chairs, which is the last of a meeting, or the place.
func authzCorrectStep(hidden bool, meeting string) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) {
		w.correct(ctx, "alpha", meeting, func(m *workplan.MeetingState) {
			if !hidden {
				m.Place = "Elsewhere"
				return
			}
			m.Decisions = slices.Clone(m.Decisions)
			m.Decisions[len(m.Decisions)-1].Says.Text = "Corrected among the chairs."
		})
	}}
}

// authzRoundStep prepares a round about all plans of alpha.
func authzRoundStep() authzStep {
	return authzStep{false, func(ctx context.Context, w *authzWorld) {
		w.round(ctx, "alpha")
	}}
}

func authzUserStep(hidden bool, name string, binding workplan.NewBinding) authzStep {
	return authzStep{hidden, func(ctx context.Context, w *authzWorld) { w.user(ctx, name, []workplan.NewBinding{binding}) }}
}

var authzStory = []authzStep{
	authzPlanStep(false, "p1", "public"), authzPlanStep(true, "p2", "chairs"), authzPlanStep(false, "p3", "public"),
	authzItemStep(false, "p1", "1", "", "lead"), authzItemStep(true, "p1", "2", "chairs", "lead"), authzItemStep(false, "p1", "3", "", "plain"),
	authzItemStep(true, "p2", "1", "", "lead"), authzItemStep(true, "p1", "4", "chairs", "plain"), authzItemStep(false, "p1", "5", "", "plain"),
	authzItemStep(false, "p3", "1", "", "lead"), authzItemStep(true, "p3", "2", "chairs", "lead"),
	authzEndorseStep(false, "p1"), authzEndorseStep(true, "p2"),
	authzReportStep(false, "p1", "3", "Seen."), authzReportStep(true, "p1", "2", "Unseen."), authzReportStep(true, "p2", "1", "Unseen."),
	authzReportStep(false, "p1", "5", "Seen."), authzReportStep(true, "p1", "2", "Unseen again."),
	authzUserStep(true, "aa.hidden", authzIn(workplan.RoleReader, "alpha")), authzUserStep(false, "bb.seen", authzIn(workplan.RoleReader, "beta")),
	authzUserStep(true, "cc.hidden", authzFor("lead", "alpha")), authzUserStep(false, "dd.seen", authzFor("betan", "beta")),
	authzRoundStep(), authzReportStep(false, "p1", "3", "Seen in the round."), authzReportStep(true, "p1", "2", "Unseen in the round."),
	authzReportStep(true, "p2", "1", "Unseen and last."),
	authzWaiverStep(false, "p1", "no-period", "plan"), authzWaiverStep(true, "p1", "no-due-date", "item 2"), authzWaiverStep(true, "p1", "no-expected-output", "item 4"),
	authzOutputStep(false, "p1", "3", ""), authzOutputStep(true, "p1", "2", ""), authzOutputStep(true, "p1", "3", "chairs"), authzOutputStep(true, "p2", "1", ""), authzOfferStep("p1", "3", "lead"),
	authzMeetingStep("open", "public"), authzMeetingStep("closed", "chairs"), authzAttendanceStep(false, "open", "lead"), authzAttendanceStep(true, "closed", "lead"),
	authzDecisionStep(false, "open", "", "p1/3"), authzDecisionStep(true, "closed", "", "p1/3"), authzDecisionStep(true, "open", "chairs", "p1/3", "p1/2"), authzAdoptStep(true, "closed"),
	authzAdoptStep(false, "open"), authzCorrectStep(false, "open"), authzCorrectStep(true, "open"), authzCorrectStep(true, "closed"),
	authzProposalStep(false, "Seen idea", "public"), authzProposalStep(false, "Shared idea", "members"), authzProposalStep(true, "Unseen idea of the chairs", "chairs"),
	authzAcceptStep(true, 3, "p4"), authzMergeStep(true, 3),
}

// tellAuthzStory seeds a world with bodies, members and the readers, and tells it the story at fixed moments.
func tellAuthzStory(tb testing.TB, s *store.Store, whole bool) *authzWorld {
	w := newAuthzWorld(tb, s, authzSeedTime)
	ctx := context.Background()
	for _, body := range []string{"alpha", "beta"} {
		w.body(ctx, body)
	}
	for _, m := range []string{"lead", "plain", "betan"} {
		w.member(ctx, m)
		_, err := w.tr.CreateMembership(ctx, authzOperator, map[string]string{"betan": "beta"}[m]+map[bool]string{true: "alpha"}[m != "betan"],
			workplan.NewMembership{Member: m, MembershipContent: workplan.MembershipContent{Role: workplan.MembershipMember}})
		authzMust(tb, err)
	}
	for _, name := range []string{"reader-alpha", "sec-alpha", "chair-alpha", "sec-beta", "fp-betan"} {
		w.user(ctx, name, authzActorNamed(name).bindings)
		w.mint(ctx, name, name+" *", workplan.NewToken{Name: "all", Scopes: workplan.Scopes})
	}
	w.meeting(ctx, "alpha", "alpha-1")
	for n, step := range authzStory {
		w.clock.set(authzSeedTime.Add(time.Duration(n+1) * time.Minute))
		if whole || !step.hidden {
			step.happen(ctx, w)
		}
	}
	return w
}

// What each reader asks in both worlds. P1 is public; p2 and items 2 and 4 of p1 are for the chairs and the leads.
var authzQuestions = []string{
	"/plans", "/plans?limit=1", "/plans?limit=1&sort=-updated", "/plans?q=plan", "/plans/p1", "/plans/p2", "/plans/p1/items", "/plans/p1/items?limit=1",
	"/plans/p1/items?limit=1&sort=-reported", "/plans/p1/items?q=item&limit=2", "/plans/p1/items?overdue=true", "/plans/p1/items?lead=lead&limit=1",
	"/plans/p1/items?expand=latest_report,members", "/plans/p1/items?as_of=2026-03-01&limit=1", "/plans/p1/items?topic=topic%20of%202",
	"/plans/p1/items/1", "/plans/p1/items/2", "/plans/p1/items/5", "/plans/p1/items/5?as_of=2026-02-01", "/plans/p1/items/3/updates",
	"/plans/p1/items/2/updates", "/plans/p1/objectives", "/plans/p1/report", "/plans/p1/report?annex=true", "/plans/p1/report?since=2026-02-01",
	"/plans/p1/report?as_of=2026-03-01", "/plans/p3/report", "/items", "/items?limit=1", "/items?limit=3", "/items?limit=1&sort=due",
	"/items?limit=2&sort=-updated", "/items?q=item&limit=1", "/items?updated_since=2026-03-02T09:05:00Z", "/items?lead=lead", "/updates",
	"/updates?limit=1", "/updates?limit=1&sort=effective", "/updates?q=seen", "/updates?q=unseen", "/updates?recorded_since=2026-03-02T09:10:00Z",
	"/plans/p1/check", "/plans/p1/check?waived=true", "/plans/p1/check?as_of=2026-03-01&quiet_days=1", "/plans/p3/check", "/plans/p1/report?check=true", "/plans/p1/waivers",
	"/plans/p1/waivers?limit=1", "/plans/p1/waivers/1", "/plans/p1/waivers/2", "/plans/p2/waivers",
	"/proposals", "/proposals?limit=1", "/proposals?limit=2&sort=-supports", "/proposals?q=idea", "/proposals?as_of=2026-03-02", "/proposals/1", "/proposals/3", "/proposals/4",
	"/proposals?item=p4/1", "/proposals?meeting=alpha-1", "/proposals/similar?title=Unseen%20idea%20of%20the%20chairs", "/bodies/alpha/proposal-windows",
	"/deliverables", "/deliverables?limit=1", "/deliverables?limit=1&sort=-reached", "/plans/p1/items/3/deliverables", "/plans/p1/items/3/deliverables/1", "/plans/p1/items/3/deliverables/2",
	"/plans/p1/items/3/deliverables/1/stages", "/plans/p1/items/3/deliverables/2/stages/1", "/plans/p1/items/2/deliverables", "/openings", "/openings?limit=1", "/openings?state=open&q=host",
	"/plans/p1/items/3/openings", "/plans/p1/items/3/openings/1", "/plans/p1/items/3/openings/2", "/plans/p1/items/3/openings/1/offers", "/plans/p1/items/3/openings/1/offers/lead/1", "/me/offers",
	"/plans/p1/report/statement",
	"/meetings", "/meetings?limit=1&sort=-starts", "/meetings?member=lead", "/meetings?q=chairs", "/meetings?as_of=2026-03-01", "/meetings/open", "/meetings/closed", "/meetings/closed?as_of=2026-03-01",
	"/meetings/open/decisions", "/meetings/open/decisions?limit=1", "/meetings/open/decisions/1", "/meetings/open/decisions/2", "/meetings/open/attendance", "/meetings/closed/attendance", "/meetings/closed/attendance/1",
	"/meetings/closed/decisions", "/meetings/open/corrigenda", "/meetings/open/corrigenda?limit=1", "/meetings/open/corrigenda/1", "/meetings/open/corrigenda/2", "/meetings/closed/corrigenda", "/decisions",
	"/decisions?item=p1/3", "/decisions?item=p1/2&meeting=open", "/decisions?limit=1&sort=-held", "/plans/p1/report?as_of=meeting:closed", "/plans/p1/report/statement?as_of=meeting:open",
	"/rounds", "/rounds?as_of=2026-03-03", "/rounds/1", "/rounds/1/returns", "/rounds/1/returns?limit=1", "/rounds/1/returns?kind=none", "/rounds/1/returns?sort=-answered",
	"/rounds/1/digests", "/rounds/1/mails", "/me/obligations", "/users", "/users?limit=1", "/users?q=hidden", "/users/aa.hidden",
}

func TestReadersCannotTellWhetherHiddenThingsExist(t *testing.T) {
	t.Parallel()
	for _, engine := range storetest.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			with, without := tellAuthzStory(t, storetest.Open(t, engine), true), tellAuthzStory(t, storetest.Open(t, engine), false)
			told := map[string][]string{}
			for _, name := range []string{"anonymous-open", "reader-alpha", "fp-betan", "sec-beta"} {
				a := authzActorNamed(name)
				for _, question := range authzQuestions {
					var answers [2]*httptest.ResponseRecorder
					for n, w := range []*authzWorld{with, without} {
						w.clock.set(authzWalkTime)
						answers[n] = w.ask(a, "*", "GET", "/api/v1"+question, "")
					}
					for _, difference := range authzDifferences(answers[0], answers[1]) {
						told[question+": "+difference] = append(told[question+": "+difference], name)
					}
				}
			}
			for _, what := range slices.Sorted(maps.Keys(told)) {
				t.Errorf("%s (to %s)", what, strings.Join(told[what], ", "))
			}
		})
	}
}

// authzDifferences names, member by member, in what two answers differ. An ETag is only named where the bytes it stands for are the same.
func authzDifferences(a, b *httptest.ResponseRecorder) (found []string) {
	if a.Code != b.Code {
		return []string{fmt.Sprintf("status %d, not %d", a.Code, b.Code)}
	}
	if a.Body.String() == b.Body.String() {
		if !reflect.DeepEqual(a.Header(), b.Header()) {
			found = append(found, fmt.Sprintf("headers %v, not %v", a.Header(), b.Header()))
		}
		return found
	}
	var left, right map[string]any
	if json.Unmarshal(a.Body.Bytes(), &left) != nil || json.Unmarshal(b.Body.Bytes(), &right) != nil {
		return []string{"not JSON"}
	}
	for _, name := range slices.Sorted(maps.Keys(left)) {
		if !reflect.DeepEqual(left[name], right[name]) {
			found = append(found, fmt.Sprintf("%s is %s, not %s", name, authzShown(left[name]), authzShown(right[name])))
		}
	}
	return found
}

var authzCursor = regexp.MustCompile(`^[A-Za-z0-9_-]{40,}$`)

// authzShown is a value as text, a cursor with what stands in it.
func authzShown(v any) string {
	text := strings.TrimSpace(fmt.Sprint(v))
	if authzCursor.MatchString(text) {
		if inside, err := base64.RawURLEncoding.DecodeString(text); err == nil {
			text = string(inside)
		}
	}
	return text[:min(len(text), 300)]
}
