package web_test

import (
	"context"
	"strconv"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

func TestHomeShowsWhereOneCanTakePart(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		offers, proposes := `href="`+makeOffer+`"`, `href="/proposals/new?body=wg"`
		l.says("before a window is open", main(l.read("cleo", "/")), []string{"No body takes proposals from you today."}, []string{proposes})
		l.window(workplan.OpenToObservers)
		for who, c := range map[string]struct{ shown, hidden []string }{
			"cleo": {[]string{"Zqopeningmembers of the harbour", "sought by Land of aland", offers, proposes, "What your member has offered", "Nothing yet. An offer is made on an opening"},
				[]string{"Zqopeningchairs", "An offer is made by the focal point"}},
			"rita":  {[]string{"Zqopeningmembers of the harbour", `href="` + anOpening + `"`, "An offer is made by the focal point", proposes}, []string{"offers/new", "Zqopeningchairs", "What your member"}},
			"ana":   {[]string{"No lead seeks anything now to which your member has not answered yet.", proposes}, []string{"Zqopening"}},
			"gus":   {nil, []string{"offers/new", proposes}},
			"chair": {nil, []string{"Where you can take part"}}, "root": {nil, []string{"Where you can take part"}}, "": {nil, []string{"Where you can take part"}},
		} {
			l.says("home of "+who, main(l.read(who, "/")), c.shown, c.hidden)
		}

		ctx := context.Background()
		must[tracker.UserReading](t)(l.CreateUser(ctx, operator, workplan.NewUser{Username: "nora", Name: "Nora", Email: "nora@example.org"}))
		l.says("home of one without a role", main(l.read("nora", "/")), []string{"Zqopeningpublic", "sought by aland"}, []string{"offers/new", "Zqopeningmembers", proposes})
		l.says("the account of one without a role", main(l.read("nora", "/account")), []string{"You have no role now"}, nil)
		must[workplan.OfferReading](t)(l.MakeOffer(ctx, as("cleo"), "p", "1.1", 2, workplan.NewOffer{Offered: "Our hall."}))
		must[workplan.ProposalReading](t)(l.ProposeItem(ctx, as("cleo"), workplan.NewProposal{Body: "wg", ProposalContent: workplan.ProposalContent{Title: "A guide for pilots"}}))
		l.says("once offered and proposed", main(l.read("cleo", "/")), []string{"Our hall.", "Waits for an answer", `href="` + anOpening + `#offers"`, "A guide for pilots", "proposed on 2 September 2024"}, []string{offers})
		l.says("for others", main(l.read("ben", "/")), []string{offers}, []string{"Our hall.", "A guide for pilots"})
		must[workplan.OfferReading](t)(l.AnswerOffer(ctx, as("ana"), "p", "1.1", 2, "cland", 1, workplan.NewAnswer{Answer: workplan.OfferAccepted, Note: "With thanks."}))
		l.says("once answered", main(l.read("cleo", "/")), []string{"Accepted", "With thanks."}, []string{"Waits for an answer"})
	})
}

// TestHomeTellsOfEveryOpeningThatTakesAnOffer: however many there are on which the person may make none, or has made one. What there is beyond what the page
// shows is counted.
func TestHomeTellsOfEveryOpeningThatTakesAnOffer(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		seeks := func(who, ref, sought string, until workplan.PartialDate) int {
			return must[workplan.OpeningReading](t)(l.SeekInvolvement(ctx, as(who), "p", ref, workplan.NewOpening{OpeningContent: workplan.OpeningContent{Kind: workplan.OpeningExpertise, Until: until, Sought: sought}})).Number
		}
		l.window(workplan.OpenToObservers)
		for range 50 {
			seeks("ben", "1.4", "What ben seeks", "2024-10")
		}
		l.says("beyond fifty of one's own", main(l.read("ben", "/")), []string{"Zqopeningmembers", "Zqopeningpublic"}, []string{"What ben seeks", "further opening"})
		l.says("for a guest", main(l.read("gus", "/")), []string{"An offer is made by the focal point of a member or an observer"}, []string{"to which your member has not answered yet"})
		var alike workplan.List
		for n := range 11 {
			must[workplan.OfferReading](t)(l.MakeOffer(ctx, as("ben"), "p", "1.1", seeks("ana", "1.1", "What ana found", "2024-10"), workplan.NewOffer{Offered: "Our hall."}))
			must[workplan.ProposalReading](t)(l.ProposeItem(ctx, as("desk"), workplan.NewProposal{Body: "wg", ProposedBy: "bland", AlthoughSimilarTo: alike, ProposalContent: workplan.ProposalContent{Title: "An item of its own"}}))
			alike = append(alike, strconv.Itoa(n+4)) // after those of the library
		}
		home := main(l.read("ben", "/"))
		l.says("what was offered", home, []string{"Zqopeningmembers", "1 earlier offer stands on the page of its opening."}, []string{"What ana found"})
		l.says("what was proposed", home, []string{"1 earlier proposal stands in the list of all."}, nil)
		for range 51 {
			seeks("ana", "1.2", "What ana seeks", "2024-11")
		}
		l.says("more than the page shows", main(l.read("ben", "/")), []string{"45 more openings", "3 further openings stand on the pages of their items."}, nil)
	})
}

// TestHomeTellsOfACarryOverOnce: items of a plan that were carried over on one day stand in one notice, whatever was carried over between them in the plan.
func TestHomeTellsOfACarryOverOnce(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		ctx := context.Background()
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "q", Body: "wg", PlanContent: workplan.PlanContent{Title: "Next plan", Audience: workplan.AudienceChairs}}))
		carries := func(on workplan.Date, refs ...string) {
			in := workplan.NewCarryOver{Partial: true, EffectiveOn: on}
			for _, ref := range refs {
				in.Dispositions = append(in.Dispositions, workplan.Disposition{Ref: ref, Kind: workplan.DisposeCarry, Into: []workplan.Destination{{Plan: "q"}}})
			}
			must[tracker.CarryOverReading](t)(l.CarryOverItems(ctx, as("chair"), "p", in))
		}
		carries("2024-09-01", "1.1", "1.3")
		carries("2024-09-02", "1.2")
		l.says("home", main(l.read("ana", "/")), []string{"2 of your items were carried over from Plan zqplanpublic harbour on 1 September 2024",
			"1 of your items was carried over from Plan zqplanpublic harbour on 2 September 2024"}, []string{"1 of your items was carried over from Plan zqplanpublic harbour on 1 September 2024"})
	})
}

func TestHomeSaysWhatIsLateAndWhatHasNoDates(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		l.asks()
		l.says("before the due day", main(l.read("ana", "/")), []string{"asked for by 9 September 2024"}, []string{"late"})
		l.now = time.Date(2024, 9, 12, 9, 0, 0, 0, time.UTC)
		l.says("after the due day", main(l.read("ana", "/")), []string{"asked for by 9 September 2024", `<span class="mark overdue"><svg`, "3 days late</span>"}, nil)

		ctx := context.Background()
		l.says("with due dates", main(l.read("chair", "/plans/p")), []string{`?only=overdue"`}, []string{"no open item has a due date"})
		must[workplan.WorkPlan](t)(l.CreatePlan(ctx, as("chair"), workplan.NewPlan{Code: "undated", Body: "wg", PlanContent: workplan.PlanContent{Title: "Plan without dates"}}))
		must[tracker.ItemReading](t)(l.CreateItem(ctx, as("chair"), "undated", workplan.NewItem{Ref: "1", ItemContent: workplan.ItemContent{Title: "Some day", Nature: workplan.NatureOneOff, Leads: workplan.List{"aland"}}}))
		must[workplan.WorkPlan](t)(l.EndorsePlan(ctx, as("chair"), "undated", nil, workplan.Endorsement{On: "2024-02-08", Meeting: "wg-1"}))
		l.says("without due dates", main(l.read("chair", "/plans/undated")), []string{"overdue: no open item has a due date"}, []string{`?only=overdue"`})
		l.says("the list of plans", main(l.read("chair", "/plans")), []string{`data-label="Overdue"><span class="none">no due dates</span>`, `data-label="Overdue">0`}, nil)
	})
}

func TestAPhoneHasOneRowOfMenu(t *testing.T) {
	inLibrary(t, func(t *testing.T, l *library) {
		here, elsewhere := `<summary aria-current="true">More</summary>`, `<summary>More</summary>`
		l.says("in the row", l.read("chair", "/proposals"), []string{elsewhere, `<a href="/proposals" aria-current="page">`}, []string{here})
		l.says("folded away", l.read("chair", "/users"), []string{here, `<a href="/users" aria-current="page">`}, []string{elsewhere})
		l.says("the help", l.read("rita", "/help"), []string{here, `<a href="/help" aria-current="page">`}, nil)
		l.says("for who has not signed in", l.read("", "/help"), []string{`<a href="/help" aria-current="page">`}, []string{"<summary>More", here})
		l.says("the filters", l.read("chair", "/plans/p"), []string{`<details class="filters unfolds"><summary>Filter the items<`}, nil)
		l.says("the filters that are set", l.read("chair", "/plans/p?status=planned"), []string{`<details class="filters unfolds" open><summary>Filter the items<`}, nil)
	})
}
