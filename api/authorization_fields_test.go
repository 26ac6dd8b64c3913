package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fwptracker/api"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// authzShape is a write that should succeed, with the DTOs of what it takes and of what it writes on.
type authzShape struct {
	op     string
	params func(w *authzWorld) []string
	body   func(w *authzWorld) string
	takes  reflect.Type
	shows  []reflect.Type
}

func fixedParams(params ...string) func(*authzWorld) []string {
	return func(*authzWorld) []string { return params }
}

func authzDraft(more ...string) func(*authzWorld) []string {
	return func(w *authzWorld) []string {
		return append([]string{"plan", w.anotherPlan(authzPlans[2], "1.1")}, more...)
	}
}

func authzEndorsed(more ...string) func(*authzWorld) []string {
	return func(w *authzWorld) []string {
		return append([]string{"plan", w.anotherPlan(authzPlans[3], "1.1")}, more...)
	}
}

// authzDispositions is a body that withdraws item 1.1.
const authzDispositions = `{"partial":true,"dispositions":[{"ref":"1.1","disposition":"withdraw","reason":"Overtaken."}]}`

func authzDisposed(closed bool) func(*authzWorld) []string {
	return func(w *authzWorld) []string { return w.disposed(authzPlans[3], closed) }
}

func authzWaived(w *authzWorld) []string { return w.anotherWaiver(authzPlans[3], "item 1.1") }

// authzOutput is a fresh item with its deliverables and openings, and an offer where there is to be one.
func authzOutput(offers bool, more ...string) func(*authzWorld) []string {
	return func(w *authzWorld) []string {
		return w.anotherOutput(authzPlans[3], authzPlans[3].items[0], offers, more...)
	}
}
func authzAnotherRound(w *authzWorld) []string { return w.anotherRound("alpha") }

func authzNewUser(more ...string) func(*authzWorld) []string {
	return func(w *authzWorld) []string {
		return append([]string{"user", w.anotherUser(authzActorNamed("reader-alpha"))}, more...)
	}
}

func typesOf(values ...any) (types []reflect.Type) {
	for _, v := range values {
		types = append(types, reflect.TypeOf(v))
	}
	return types
}

// authzShapes is every write with a body.
var authzShapes = []authzShape{
	{"createBody", fixedParams(), named("body", `{"code":"@","name":"New"}`), reflect.TypeFor[api.NewBody](), typesOf(api.Body{})},
	{"editBody", fixedParams("body", "alpha"), named("text", `{"description":"@"}`), reflect.TypeFor[api.BodyPatch](), typesOf(api.Body{})},
	{"createMembership", fixedParams("body", "alpha"), says(`{"member":"dummy","role":"guest","to":"2019"}`), reflect.TypeFor[api.NewMembership](), typesOf(api.Membership{})},
	{"editMembership", fixedParams("body", "alpha", "number", "7"), named("text", `{"note":"@"}`), reflect.TypeFor[api.MembershipPatch](), typesOf(api.Membership{})},
	{"createMember", fixedParams(), named("member", `{"code":"@","name":"New","kind":"state"}`), reflect.TypeFor[api.NewMember](), typesOf(api.Member{})},
	{"editMember", fixedParams("member", "dummy"), named("text", `{"note":"@"}`), reflect.TypeFor[api.MemberPatch](), typesOf(api.Member{})},
	{"createMeeting", fixedParams(), named("meeting", `{"code":"@","body":"alpha","name":"New"}`), reflect.TypeFor[api.NewMeeting](), typesOf(api.Meeting{})},
	{"editMeeting", fixedParams("meeting", "alpha-1"), named("text", `{"note":"@"}`), reflect.TypeFor[api.MeetingPatch](), typesOf(api.Meeting{})},
	{"addSession", authzMet(), says(`{"title":"New"}`), reflect.TypeFor[api.NewSession](), typesOf(api.Session{}, api.Meeting{})},
	{"editSession", authzMet("number", "1"), says(`{"note":"edited"}`), reflect.TypeFor[api.SessionPatch](), typesOf(api.Session{}, api.Meeting{})},
	{"addAgendaItem", authzMet(), says(`{"title":"New"}`), reflect.TypeFor[api.NewAgendaItem](), typesOf(api.AgendaItem{}, api.Meeting{})},
	{"editAgendaItem", authzMet("number", "1"), says(`{"note":"edited"}`), reflect.TypeFor[api.AgendaItemPatch](), typesOf(api.AgendaItem{}, api.Meeting{})},
	{"recordAttendance", authzMet(), says(`{"attendants":[{"member":"dummy"}]}`), reflect.TypeFor[api.NewAttendance](), typesOf(api.AttendanceRecorded{}, api.Meeting{})},
	{"recordAttendance", authzMet(), says(`{"attendants":[{"member":"dummy"}]}`), reflect.TypeFor[api.NewAttendant](), typesOf(api.Attendant{}, api.Meeting{})},
	{"editAttendant", authzMet("number", "1"), says(`{"note":"edited"}`), reflect.TypeFor[api.AttendantPatch](), typesOf(api.Attendant{}, api.Meeting{})},
	{"recordDecision", authzMet(), says(`{"text":"New"}`), reflect.TypeFor[api.NewDecision](), typesOf(api.MeetingDecision{}, api.Meeting{})},
	{"editDecision", authzMet("number", "1"), says(`{"source":"edited"}`), reflect.TypeFor[api.DecisionPatch](), typesOf(api.MeetingDecision{}, api.Meeting{})},
	{"adoptRecord", authzMet(), says(`{"note":"Agreed."}`), reflect.TypeFor[api.NewAdoption](), typesOf(api.Adoption{}, api.Meeting{})},
	{"issueCorrigendum", authzAdopted, says(`{"reason":"Agreed.","corrections":{"place":"Elsewhere"}}`), reflect.TypeFor[api.NewCorrigendum](), typesOf(api.Corrigendum{}, api.Meeting{})},
	{"createPlan", fixedParams(), named("plan", `{"code":"@","body":"alpha","title":"New"}`), reflect.TypeFor[api.NewPlan](), typesOf(api.Plan{})},
	{"editPlan", authzDraft(), says(`{"notes":"edited"}`), reflect.TypeFor[api.PlanPatch](), typesOf(api.Plan{})},
	{"endorsePlan", authzDraft(), says(`{"endorsed_on":"2026"}`), reflect.TypeFor[api.Endorsement](), typesOf(api.Plan{})},
	{"previewCarryOver", authzEndorsed(), says(authzDispositions), reflect.TypeFor[api.NewCarryOver](), typesOf(api.CarryOver{}, api.CarryOverOutcome{})},
	{"carryOverItems", authzEndorsed(), says(authzDispositions), reflect.TypeFor[api.NewCarryOver](), typesOf(api.CarryOver{}, api.CarryOverOutcome{})},
	{"carryOverItems", authzEndorsed(), says(authzDispositions), reflect.TypeFor[api.NewDisposition](), typesOf(api.CarryOverOutcome{})},
	{"closePlan", authzDisposed(false), says(`{"note":"Done."}`), reflect.TypeFor[api.Closing](), typesOf(api.Plan{})},
	{"reopenPlan", authzDisposed(true), says(`{"reason":"Forgotten."}`), reflect.TypeFor[api.Reopening](), typesOf(api.Plan{})},
	{"createObjective", authzDraft(), says(`{"title":"New"}`), reflect.TypeFor[api.NewObjective](), typesOf(api.Objective{})},
	{"editObjective", authzDraft("number", "1"), says(`{"description":"edited"}`), reflect.TypeFor[api.ObjectivePatch](), typesOf(api.Objective{})},
	{"waiveFinding", authzEndorsed(), says(`{"rule":"no-lead","subject":"plan","reason":"Agreed."}`), reflect.TypeFor[api.NewWaiver](), typesOf(api.Waiver{})},
	{"withdrawWaiver", authzWaived, says(`{"reason":"Agreed."}`), reflect.TypeFor[api.NewWithdrawal](), typesOf(api.Waiver{})},
	{"amendPlan", authzEndorsed(), says(`{"reason":"Agreed.","new_items":[{"title":"New"}]}`), reflect.TypeFor[api.NewAmendment](), typesOf(api.Amendment{}, api.AmendmentChange{}, api.Item{})},
	{"previewAmendment", authzEndorsed(), says(`{"reason":"Agreed.","new_items":[{"title":"New"}]}`), reflect.TypeFor[api.NewAmendment](), typesOf(api.Amendment{}, api.AmendmentChange{}, api.Item{})},
	{"openProposalWindow", fixedParams("body", "alpha"), says(`{"opens":"2030-01-01","closes":"2030-12-31","title":"x","open_to":"members"}`), reflect.TypeFor[api.NewProposalWindow](), typesOf(api.ProposalWindow{})},
	{"editProposalWindow", fixedParams("body", "alpha", "number", "1"), named("text", `{"note":"@"}`), reflect.TypeFor[api.ProposalWindowPatch](), typesOf(api.ProposalWindow{})},
	{"proposeItem", fixedParams(), named("voiced idea ", `{"body":"alpha","title":"@","meeting":"alpha-1"}`), reflect.TypeFor[api.NewProposal](), typesOf(api.Proposal{})},
	{"editProposal", authzRecorded(false), says(`{"need":"edited"}`), reflect.TypeFor[api.ProposalPatch](), typesOf(api.Proposal{})},
	{"acceptProposal", authzAcceptable, func(w *authzWorld) string { return `{"plan":"` + w.nextPlan("alpha") + `","reason":"Agreed."}` }, reflect.TypeFor[api.NewAcceptance](), typesOf(api.ProposalDecision{}, api.Item{})},
	{"mergeProposal", authzRecorded(false), says(`{"into_proposal":1,"reason":"Agreed."}`), reflect.TypeFor[api.NewMerger](), typesOf(api.ProposalDecision{}, api.Proposal{})},
	{"deferProposal", authzRecorded(false), says(`{"reason":"Too early."}`), reflect.TypeFor[api.NewProposalDecision](), typesOf(api.ProposalDecision{}, api.Proposal{})},
	{"declineProposal", authzRecorded(false), says(`{"reason":"Done."}`), reflect.TypeFor[api.NewProposalDecision](), typesOf(api.ProposalDecision{}, api.Proposal{})},
	{"moveProposal", authzRecorded(false), says(`{"window":2,"reason":"Next time."}`), reflect.TypeFor[api.NewMove](), typesOf(api.ProposalDecision{}, api.Proposal{})},
	{"reopenProposal", authzRecorded(true), says(`{"reason":"After all."}`), reflect.TypeFor[api.NewProposalDecision](), typesOf(api.ProposalDecision{}, api.Proposal{})},
	{"withdrawProposal", authzRecorded(false), says(`{"reason":"Overtaken."}`), reflect.TypeFor[api.NewProposalDecision](), typesOf(api.ProposalDecision{}, api.Proposal{})},
	{"supportProposal", authzRecorded(false), says(`{"member":"dummy"}`), reflect.TypeFor[api.NewSupport](), typesOf(api.Support{}, api.Proposal{})},
	{"withdrawSupport", authzSupported, says(`{"member":"dummy"}`), reflect.TypeFor[api.NewSupport](), typesOf(api.Support{}, api.SupportWithdrawal{})},
	{"createItem", authzDraft(), says(`{"title":"New"}`), reflect.TypeFor[api.NewItem](), typesOf(api.Item{}, api.StatusUpdate{})},
	{"createItems", authzDraft(), says(`{"items":[{"title":"New"}]}`), reflect.TypeFor[api.NewItems](), typesOf(api.Item{}, api.ItemsCreated{})},
	{"createItems", authzDraft(), says(`{"items":[{"title":"New"}]}`), reflect.TypeFor[api.NewItem](), typesOf(api.Item{}, api.ItemsCreated{})},
	{"editItem", authzDraft("ref", "1.1"), says(`{"note":"edited"}`), reflect.TypeFor[api.ItemPatch](), typesOf(api.Item{}, api.StatusUpdate{})},
	{"issueEdition", authzEndorsed(), says(`{"audience":"chairs","annex":false}`), reflect.TypeFor[api.NewEdition](), typesOf(api.ReportEdition{}, api.EditionFile{})},
	{"postStatusUpdate", authzEndorsed("ref", "1.1"), says(`{"done":"Begun."}`), reflect.TypeFor[api.NewStatusUpdate](), typesOf(api.StatusUpdate{}, api.Item{})},
	{"postDeliverable", authzEndorsed("ref", "1.1"), says(`{"lead":"lead","title":"New","kind":"guide"}`), reflect.TypeFor[api.NewDeliverable](), typesOf(api.Deliverable{}, api.Item{})},
	{"editDeliverable", authzOutput(false, "number", "1"), says(`{"description":"edited"}`), reflect.TypeFor[api.DeliverablePatch](), typesOf(api.Deliverable{}, api.DeliverableStage{})},
	{"postStage", authzOutput(false, "number", "1"), says(`{"stage":"launched","reached_on":"2026-03"}`), reflect.TypeFor[api.NewStage](), typesOf(api.DeliverableStage{}, api.Deliverable{})},
	{"postOpening", authzEndorsed("ref", "1.1"), says(`{"kind":"host","sought":"A host."}`), reflect.TypeFor[api.NewOpening](), typesOf(api.Opening{}, api.Offer{})},
	{"editOpening", authzOutput(false, "number", "1"), says(`{"until":"2027"}`), reflect.TypeFor[api.OpeningPatch](), typesOf(api.Opening{}, api.Offer{})},
	{"closeOpening", authzOutput(false, "number", "1"), says(`{"closed_as":"filled"}`), reflect.TypeFor[api.OpeningClosing](), typesOf(api.Opening{}, api.Offer{})},
	{"postOffer", authzOutput(false, "number", "1"), says(`{"member":"dummy","offered":"A hall."}`), reflect.TypeFor[api.NewOffer](), typesOf(api.Offer{}, api.OfferOutcome{})},
	{"answerOffer", authzOutput(true, "number", "1", "member", "watcher", "offer", "1"), says(`{"answer":"declined"}`), reflect.TypeFor[api.OfferAnswer](), typesOf(api.Offer{}, api.OfferOutcome{})},
	{"takeBackOffer", authzOutput(true, "number", "1", "member", "watcher", "offer", "1"), says(`{"note":"No longer."}`), reflect.TypeFor[api.OfferTakingBack](), typesOf(api.Offer{}, api.OfferOutcome{})},
	{"createRound", fixedParams(), aloneOn("alpha"), reflect.TypeFor[api.NewRound](), typesOf(api.Round{})},
	{"editRound", authzAnotherRound, says(`{"note":"edited"}`), reflect.TypeFor[api.RoundPatch](), typesOf(api.Round{})},
	{"closeRound", authzAnotherRound, says(`{"reason":"Done."}`), reflect.TypeFor[api.RoundEnd](), typesOf(api.Round{})},
	{"cancelRound", authzAnotherRound, says(`{"reason":"Done."}`), reflect.TypeFor[api.RoundEnd](), typesOf(api.Round{})},
	{"remindLeads", authzAnotherRound, says(`{"members":["lead"]}`), reflect.TypeFor[api.NewReminder](), typesOf(api.Reminder{}, api.RoundMail{})},
	{"editMe", fixedParams(), named("zone", `{"time_zone":"Asia/Jakarta"}`), reflect.TypeFor[api.MePatch](), typesOf(api.User{}, api.Binding{})},
	{"createToken", fixedParams(), says(`{"name":"New","scopes":["read"]}`), reflect.TypeFor[api.NewToken](), typesOf(api.TokenMade{}, api.Token{})},
	{"createUser", fixedParams(), named("user", `{"username":"@","name":"New","email":"@%example.org","bindings":[{"role":"reader","body":"alpha"}]}`), reflect.TypeFor[api.NewUser](), typesOf(api.User{}, api.Binding{})},
	{"editUser", authzNewUser(), says(`{"name":"Renamed"}`), reflect.TypeFor[api.UserPatch](), typesOf(api.User{}, api.Binding{})},
	{"createBinding", authzNewUser(), says(`{"role":"reader","body":"alpha"}`), reflect.TypeFor[api.NewBinding](), typesOf(api.Binding{}, api.User{})},
}

// with puts a member into a body, at the end of the object that the shape takes.
func (s authzShape) with(body, member string) string {
	end := strings.LastIndex(body, "}")
	if s.takes == reflect.TypeFor[api.NewItem]() || s.takes == reflect.TypeFor[api.NewAttendant]() || s.takes == reflect.TypeFor[api.NewDisposition]() {
		end = strings.Index(body, "}")
	}
	return body[:end] + "," + member + body[end:]
}

// authzServerOwned are members of no published form that stores keep nevertheless.
var authzServerOwned = []string{"id", "version", "etag", "owner", "token_id", "secret_hash", "revision", "status", "removed", "disabled_at", "is_admin", "on_behalf", "on_behalf_of",
	"reported_by", "recorded_at", "created_at", "updated_at", "update_count", "latest_update", "ref_key", "due_key", "chain", "seq", "hash", "actor", "authority", "as_of", "known_at"}

// jsonMembers lists the JSON members of a DTO, those of embedded structs too.
func jsonMembers(t reflect.Type) (names []string) {
	for _, f := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names
}

// foreign lists the members that the write does not take: those of what it writes on, and what only the server keeps.
func (s authzShape) foreign() []string {
	names := map[string]bool{}
	for _, t := range s.shows {
		for _, name := range jsonMembers(t) {
			names[name] = true
		}
	}
	for _, name := range authzServerOwned {
		names[name] = true
	}
	for _, name := range jsonMembers(s.takes) {
		delete(names, name)
	}
	return slices.Sorted(maps.Keys(names))
}

// authzSpellings are four ways of writing a member that is not to be taken.
var authzSpellings = []func(name string) string{
	func(name string) string { return fmt.Sprintf(`%q:"endorsed"`, name) },
	func(name string) string { return fmt.Sprintf(`%q:null`, name) },
	func(name string) string { return fmt.Sprintf(`%q:1`, strings.ToUpper(name[:1])+name[1:]) },
	func(name string) string { return fmt.Sprintf(`"\u%04x%s":{"set":true}`, name[0], name[1:]) },
}

// TestServerOwnedMembersAreRefused sends every member that a write does not take, beside a valid body, in four spellings, as one who may do
// everything; nothing may come of it. It first holds each body to be valid without.
func TestServerOwnedMembersAreRefused(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{storetest.One(t)} { // what is decoded is so before any engine is asked
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			w := seededWorld(t, engine)
			all := authzActor{name: "everything"}
			w.user(context.Background(), all.name, []workplan.NewBinding{authzIn(workplan.RoleCoChair, "alpha"), authzIn(workplan.RoleSecretariat, "alpha"), authzFor("lead", ""), {Role: workplan.RoleAdmin}})
			w.mint(context.Background(), all.name, all.name+" *", workplan.NewToken{Name: "all", Scopes: workplan.Scopes})
			sent := 0
			for _, s := range authzShapes {
				o := authzOperations[s.op]
				path := authzPath(o.path, s.params(w))
				for _, name := range s.foreign() {
					for _, spell := range authzSpellings {
						before, body := w.heads(), s.with(s.body(w), spell(name))
						answer := w.ask(all, "*", o.method, path, body)
						if sent++; answer.Code != 422 || w.heads() != before || !strings.Contains(answer.Body.String(), "unknown_member") {
							t.Errorf("%s took %s: %d %s", s.op, body, answer.Code, answer.Body)
						}
					}
				}
				if answer := w.ask(all, "*", o.method, path, s.body(w)); answer.Code >= 300 || !json.Valid(answer.Body.Bytes()) {
					t.Errorf("%s refuses a valid body: %d %s", s.op, answer.Code, answer.Body)
				}
			}
			t.Logf("%d bodies sent", sent)
		})
	}
}

// TestEveryWriteWithABodyIsTriedForServerOwnedMembers keeps the table above whole.
func TestEveryWriteWithABodyIsTriedForServerOwnedMembers(t *testing.T) {
	t.Parallel()
	for id, o := range authzOperations {
		if tried := slices.ContainsFunc(authzShapes, func(s authzShape) bool { return s.op == id }); tried != (o.method == "POST" || o.method == "PATCH") {
			t.Errorf("%s: tried is %v", id, tried)
		}
	}
}
