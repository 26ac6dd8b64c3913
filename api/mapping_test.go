package api

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/report"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

var update = flag.Bool("update", false, "write the golden files anew")

// mapped is every published form with the mapping that makes it, from a domain value in which nothing is zero.
func mapped() map[string]any {
	item := filled[tracker.ItemReading]()
	item.Overdue, item.ItemContent.Audience = 3, workplan.AudienceChairs
	inherited := filled[tracker.ItemReading]()
	inherited.ItemContent.Audience = ""
	members := map[string]workplan.Member{}
	for _, code := range append(append(append([]string{}, item.Leads...), item.Supporting...), item.Partners...) {
		members[code] = filled[workplan.Member]()
	}
	full := itemExpansion{members: members, reports: map[string]tracker.UpdateReading{item.Name(): filled[tracker.UpdateReading]()},
		proposals: map[string][]workplan.ProposalReading{item.Name(): {filledProposal()}}}
	inheriting := full.into(inherited)
	whole := full.into(item)
	whole.AudienceInherited = inheriting.AudienceInherited
	entry := filled[workplan.AuditEntry]()
	entry.BeforeText, entry.AfterText = `{"title":"a"}`, `{"title":"b"}`
	return map[string]any{
		"body": bodyDTO(filled[workplan.Body]()), "member": memberDTO(filled[workplan.Member]()), "membership": membershipDTO(filled[workplan.Membership]()),
		"meeting": meetingDTO(filled[tracker.MeetingReading]()), "plan": planDTO(filled[tracker.PlanReading]()), "objective": objectiveDTO(filled[workplan.Objective]()),
		"item": whole, "status_update": updateDTO(filled[tracker.UpdateReading]()), "user": userDTO(filled[tracker.UserReading]()),
		"token": tokenDTO(filled[workplan.APIToken]()), "audit_entry": auditDTO(entry), "completion_report": reportDTO(filledReport()), "report_edition": editionDTO(filled[tracker.EditionReading]()), "statement": statementDTO(filled[report.Statement]()), "portfolio": portfolioDTO(filledPortfolio()),
		"plan_check": planCheckDTO(filled[workplan.CompletionReport](), filledCheck()), "check_rule": checkRuleDTO(filled[workplan.CheckRule]()), "waiver": waiverDTO(filled[workplan.WaiverReading]()),
		"amendment": amendmentDTO(filledAmendment()), "revision_diff": revisionDiffDTO(filled[workplan.RevisionDiff]()), "history_entry": historyDTO(filled[workplan.HistoryEntry]()),
		"deliverable": deliverableDTO(filled[workplan.DeliverableReading]()), "deliverable_stage": stageDTO(filled[workplan.StageReading]()), "opening": openingDTO(filled[workplan.OpeningReading]()),
		"offer": offerDTO(filled[workplan.OfferReading]()), "my_offer": myOfferDTO(filled[tracker.MyOffer]()),
		"session": sessionDTO(filled[tracker.EntryReading[workplan.Session]]()), "agenda_item": agendaItemDTO(filled[tracker.EntryReading[workplan.AgendaItem]]()),
		"attendant": attendantDTO(filled[tracker.AttendantReading]()), "decision": meetingDecisionDTO(filled[tracker.EntryReading[workplan.Decision]]()),
		"decision_taken": decisionTakenDTO(filled[workplan.DecisionReading]()), "corrigendum": corrigendumDTO(filledCorrigendum()),
		"round": roundDTO(filledRound()), "return": returnDTO(filled[tracker.ReturnReading]()), "obligation": obligationDTO(filledObligation()),
		"round_mail": mailDTO(filledMail()), "digest_preview": previewDTO(filled[tracker.DigestPreview]()), "reminder": reminderDTO(filled[tracker.ReminderReading]()),
		"carry_over_options": carryOverOptionsDTO(filledOptions()), "carry_over": carryOverDTO(filled[tracker.CarryOverReading]()),
		"carry_over_preview": carryOverPreviewDTO(filled[tracker.CarryOverReading]()),
		"proposal":           proposalDTO(filledProposal()), "proposal_window": proposalWindowDTO(filled[tracker.WindowReading]()), "similar": similarDTO(filled[workplan.Similar]()),
		"token_made":    TokenMade{Token: tokenDTO(filled[workplan.APIToken]()), Secret: "fwp_secret"},
		"items_created": ItemsCreated{Plan: "plan", Refs: []string{"1.1"}}, "page": Page[Body]{Data: []Body{bodyDTO(filled[workplan.Body]())}, NextCursor: orNull("next")},
		"problem": Problem{Type: "/problems/invalid", Title: "t", Status: 422, Detail: "d", Instance: "urn:request:1", Errors: []FieldError{{"/a", "c", "m"}}, Similar: []Similar{similarDTO(filled[workplan.Similar]())}},
	}
}

// filledProposal is a proposal in which nothing is zero, and which one member supports.
func filledProposal() workplan.ProposalReading {
	p := filled[workplan.ProposalReading]()
	p.State = workplan.ProposalOpen
	p.Supports = append(p.Supports, p.Supports[0])
	p.Supports[1].Withdrawal = nil
	return p
}

// filledReport is a report in which nothing is zero; its counts go by the words of the domain.
func filledReport() workplan.CompletionReport {
	r := filled[workplan.CompletionReport]()
	counts := filled[workplan.Counts]()
	for n, s := range workplan.Statuses {
		counts.ByStatus[s], counts.ContinuingByStatus[s] = n+1, n+2
	}
	r.Headline, r.Since.Headline, r.Timeline[0].ByStatus = counts, counts, counts.ByStatus
	for _, groups := range [][]workplan.Group{r.ByObjective, r.ByLead, r.ByTopic} {
		groups[0].Counts = counts
	}
	r.Proposals = []workplan.ProposalReading{filledProposal()}
	line := &r.Annex[0]
	line.CorrectedBy[line.Updates[0].Number] = 9
	line.Updates[0].Kind = workplan.UpdateCarryOver
	r.CarriedOn[0].From = line.Updates[0].Plan + "/" + line.Updates[0].Ref
	*r.Check, r.Amendments[0] = filledCheck(), filledAmendment()
	for _, list := range [][]workplan.ReportItem{r.Completed, r.Open, r.Continuing, r.Postponed, r.Withdrawn, r.CarriedOver, r.Items, r.Attention} {
		list[0].Item.Ref, list[0].Item.Status = line.Item.Ref, workplan.StatusPlanned
	}
	return r
}

// filledAmendment is an amendment in which nothing is zero.
func filledAmendment() workplan.AmendmentReading {
	a := filled[workplan.AmendmentReading]()
	a.Changes[0].BeforeText, a.Changes[0].AfterText = `{"due":"2023"}`, `{"due":"2024"}`
	return a
}

// filledCorrigendum is a corrigendum in which nothing is zero; it corrects everything.
func filledCorrigendum() workplan.CorrigendumReading {
	k := filled[workplan.CorrigendumReading]()
	k.Fields = slices.Collect(maps.Keys(workplan.AllFields(workplan.MeetingState{})))
	slices.Sort(k.Fields)
	return k
}

// filledPortfolio is a portfolio in which nothing is zero; its counts go by the words of the domain.
func filledPortfolio() workplan.Portfolio {
	p, counts := filled[workplan.Portfolio](), filledReport().Headline
	p.Totals.Counts, p.Bodies[0].Counts, p.Plans[0].Counts, p.ByLead[0].Counts = counts, counts, counts, counts
	p.MostCarried[0].Path = []string{"plan/1", "plan/2"}
	return p
}

// filledOptions are options in which nothing is zero, of a plan that cannot be closed.
func filledOptions() tracker.CarryOverOptions {
	o := filled[tracker.CarryOverOptions]()
	o.Items[0].Overdue = 3
	return o
}

// filledCheck is a check in which nothing is zero.
func filledCheck() workplan.PlanCheck {
	c := filled[workplan.PlanCheck]()
	for n, s := range workplan.Severities {
		c.BySeverity[s] = n + 1
	}
	return c
}

func TestNoPublishedFieldIsForgottenInItsMapping(t *testing.T) {
	t.Parallel()
	for name, dto := range mapped() {
		for _, path := range zeros(reflect.ValueOf(dto), name) {
			if path == "deliverable.stages.corrected_by" || strings.HasPrefix(path, "completion_report.") && (strings.HasSuffix(path, ".latest_report.corrected_by") || strings.HasSuffix(path, ".status_set_by.corrected_by") || strings.HasSuffix(path, ".cause.corrected_by") || strings.HasSuffix(path, ".stages.corrected_by") || strings.HasSuffix(path, ".stage.corrected_by")) {
				continue // a report quotes only updates that are in force; the annex, which holds all, is looked at below
			}
			if strings.HasPrefix(path, "completion_report.") && strings.HasSuffix(path, ".successors") && !strings.Contains(path, ".annex.updates.") {
				continue // only updates that record a carry-over have them
			}
			if path == "carry_over_options.closing.possible" || path == "carry_over_preview.possible" {
				continue // where something stands in the way
			}
			t.Errorf("%s stays empty, whatever the domain says", path)
		}
	}
}

func TestRequestsReachTheDomainWhole(t *testing.T) {
	t.Parallel()
	audience, kind, status, health, number := AudienceChairs, UpdateProgress, StatusPlanned, HealthAtRisk, 3
	item := filled[NewItem]()
	item.Audience, item.Objective = &audience, &number
	met := filled[NewMeeting]()
	met.Audience = &audience
	report := filled[NewStatusUpdate]()
	report.Kind, report.Status, report.Health, report.Audience, report.Corrects = &kind, &status, &health, &audience, &number
	proposal := filled[NewProposal]()
	proposal.Objective = &number
	stage := filled[NewStage]()
	published := StagePublished
	stage.Stage, stage.Corrects = &published, &number
	deliverable, opening := filled[NewDeliverable](), filled[NewOpening]()
	deliverable.Audience, opening.Audience = &audience, &audience
	in := stage.input()
	in.EffectiveOn = "2024-01-01" // which the domain reckons
	for name, in := range map[string]any{"stage": in, "deliverable": deliverable.input(), "opening": opening.input(), "offer": filled[NewOffer]().input(), "answer": filled[OfferAnswer]().input(),
		"body": filled[NewBody]().input(), "member": filled[NewMember]().input(), "membership": filled[NewMembership]().input(),
		"meeting": met.input(), "plan": filled[NewPlan]().input(), "objective": filled[NewObjective]().input(), "item": item.input(),
		"status update": report.input(), "user": filled[NewUser]().input(), "binding": filled[NewBinding]().input(), "token": filled[NewToken]().input(),
		"waiver": filled[NewWaiver]().input(), "carry-over": filledCarryOver().input(), "withdrawal": filled[NewWithdrawal]().input(), "session": filledSession().input(), "agenda item": filledPoint().input(),
		"attendant": filledAttendant().input(), "decision": filledDecision().input(), "corrigendum": filled[NewCorrigendum]().input(patch[RecordCorrections]{}),
		"window": filled[NewProposalWindow]().input(), "proposal": proposal.input(), "support": filled[NewSupport]().input(),
		"round": filled[NewRound]().input(), "reminder": filled[NewReminder]().input()} {
		for _, path := range zeros(reflect.ValueOf(in), name) {
			t.Errorf("%s stays empty, whatever the request says", path)
		}
	}
}

func filledSession() NewSession {
	in, format := filled[NewSession](), FormatHybrid
	in.Format = &format
	return in
}

func filledPoint() NewAgendaItem {
	in, session := filled[NewAgendaItem](), 3
	in.Session = &session
	return in
}

func filledAttendant() NewAttendant {
	in, kind, capacity, word := filled[NewAttendant](), KindState, CapacityGuest, "word"
	in.Member, in.Name, in.Kind, in.Capacity = &word, &word, &kind, &capacity
	return in
}

func filledDecision() NewDecision {
	in, kind, audience, point := filled[NewDecision](), DecisionNoted, AudienceChairs, 3
	in.Kind, in.Audience, in.AgendaItem = &kind, &audience, &point
	return in
}

// filledCarryOver is a request in which nothing is zero.
func filledCarryOver() NewCarryOver {
	in, number := filled[NewCarryOver](), 3
	in.Dispositions[0].Into[0].Objective = &number
	return in
}

func TestAPatchOfNothingChangesNothing(t *testing.T) {
	t.Parallel()
	unchanged(t, filled[workplan.BodyContent](), bodyPatch, BodyPatch.content)
	unchanged(t, filled[workplan.MemberContent](), memberPatch, MemberPatch.content)
	unchanged(t, filled[workplan.MembershipContent](), membershipPatch, MembershipPatch.content)
	unchanged(t, filled[workplan.MeetingContent](), meetingPatch, MeetingPatch.content)
	unchanged(t, filled[workplan.Session](), sessionPatch, SessionPatch.content)
	unchanged(t, filled[workplan.AgendaItem](), agendaItemPatch, AgendaItemPatch.content)
	unchanged(t, filled[workplan.Attendant](), attendantPatch, AttendantPatch.content)
	unchanged(t, filled[workplan.Decision](), decisionPatch, DecisionPatch.content)
	unchanged(t, filled[workplan.MeetingState](), recordCorrections, RecordCorrections.state)
	unchanged(t, filled[workplan.RoundContent](), roundPatch, RoundPatch.content)
	unchanged(t, filled[workplan.PlanContent](), planPatch, PlanPatch.content)
	unchanged(t, filled[workplan.ObjectiveContent](), objectivePatch, ObjectivePatch.content)
	unchanged(t, filled[workplan.ProposalContent](), proposalPatch, ProposalPatch.content)
	unchanged(t, filled[workplan.ProposalWindowContent](), windowPatch, ProposalWindowPatch.content)
	unchanged(t, filled[workplan.ItemContent](), itemPatch, ItemPatch.content)
	unchanged(t, filled[workplan.DeliverableContent](), deliverablePatch, DeliverablePatch.content)
	unchanged(t, filled[workplan.OpeningContent](), openingPatch, OpeningPatch.content)
}

func unchanged[C, D any](t *testing.T, content C, out func(C) D, back func(D) C) {
	t.Helper()
	if diff := cmp.Diff(content, back(out(content))); diff != "" {
		t.Errorf("an empty patch changes %T:\n%s", content, diff)
	}
}

func TestPublishedFormsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, dto := range mapped() {
		got, err := json.MarshalIndent(dto, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, '\n')
		file := filepath.Join("testdata", name+".golden.json")
		if *update {
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(file)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s (error %v); if the change is meant, run the test with -update:\n%s", file, err, cmp.Diff(string(want), string(got)))
		}
	}
}

// filled is a value in which no field is zero, to any depth.
func filled[T any]() T {
	var v T
	n := 0
	fill(reflect.ValueOf(&v).Elem(), "x", &n)
	return v
}

func fill(v reflect.Value, name string, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(name + " " + strconv.Itoa(*n))
		if v.Type() == reflect.TypeFor[workplan.PartialDate]() || v.Type() == reflect.TypeFor[workplan.Date]() {
			v.SetString("2024-01-0" + strconv.Itoa(*n%9+1))
		}
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(0.5)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), name, n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), name, n)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[workplan.Sentence]() {
			v.Set(reflect.ValueOf(workplan.Wrote(name + " " + strconv.Itoa(*n))))
			return
		}
		if v.Type() == timeType {
			v.Set(reflect.ValueOf(time.Date(2024, 1, 1, 0, 0, *n, 0, time.UTC)))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), v.Type().Field(i).Name, n)
			}
		}
	}
}

// zeros lists what is zero in a value, or an empty list, by JSON name where there is one.
func zeros(v reflect.Value, path string) []string {
	switch {
	case v.IsZero(), v.Kind() == reflect.Slice && v.Len() == 0:
		return []string{path}
	case v.Kind() == reflect.Pointer, v.Kind() == reflect.Interface:
		return zeros(v.Elem(), path)
	case v.Kind() == reflect.Slice:
		return zeros(v.Index(0), path)
	case v.Kind() != reflect.Struct || v.Type() == timeType:
		return nil
	}
	var found []string
	for i := range v.NumField() {
		name := v.Type().Field(i).Name
		if tag := v.Type().Field(i).Tag.Get("json"); tag != "" {
			name = tag
			for n, c := range tag {
				if c == ',' {
					name = tag[:n]
					break
				}
			}
		}
		found = append(found, zeros(v.Field(i), path+"."+name)...)
	}
	return found
}
