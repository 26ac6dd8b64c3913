package demo

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fwptracker/internal/language"
	forms "fwptracker/internal/report"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// stagesAreThoseOfTheFacts: each item of which the facts tell stages has one deliverable that reached these, with their dates and sources, and nothing
// else has any.
func stagesAreThoseOfTheFacts(t *testing.T, l loaded) {
	want := map[string][]string{}
	for _, p := range l.facts.Plans {
		for _, i := range p.Items {
			for _, s := range i.Stages {
				if stageNames[s.Name].stage == "" {
					t.Errorf("stage %q is not mapped", s.Name)
				}
				want[i.Title] = append(want[i.Title], fmt.Sprintf("%s %s %s", stageNames[s.Name].stage, s.Date, source(s.Source)))
			}
		}
	}
	list, err := l.ListDeliverables(t.Context(), l.reader, workplan.DeliverableFilter{Body: list{"wg-tip", "teg-rr"}}, workplan.Page{Limit: 100}, tracker.When{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{}
	for _, d := range list.Rows {
		for _, s := range d.Stages {
			got[d.Title] = append(got[d.Title], fmt.Sprintf("%s %s %s", s.Stage, s.ReachedOn, s.Source))
		}
		if d.Title != d.Item.Title || d.Lead != "" || d.OnBehalf {
			t.Errorf("%s is listed for %q on %q", d.Title, d.Lead, d.Item.Title)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// meetingsOfStagesAreNamedToThoseWhoMayKnow: the guide was endorsed by a group above the working group, of which the public is told nothing here.
func meetingsOfStagesAreNamedToThoseWhoMayKnow(t *testing.T, l loaded) {
	for name, c := range map[string]struct {
		actor workplan.Actor
		want  string
	}{
		"a co-chair": {l.reader, "workshop -, endorsed ahg-12, completion_noted wg-tip-4; to_be_developed ahg-14, workshop -, published -, launched wg-tip-7"},
		"the public": {workplan.Actor{PublicReading: true}, "workshop -, endorsed -, completion_noted wg-tip-4; to_be_developed -, workshop -, published -, launched wg-tip-7"},
	} {
		list, err := l.ListDeliverables(t.Context(), c.actor, workplan.DeliverableFilter{Plan: list{"wg-tip-2017-19"}}, workplan.Page{Limit: 9}, tracker.When{})
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, d := range list.Rows {
			var told []string
			for _, s := range d.Stages {
				at := s.Meeting
				if at == "" {
					at = "-"
				}
				told = append(told, string(s.Stage)+" "+at)
			}
			all = append(all, strings.Join(told, ", "))
		}
		if got := strings.Join(all, "; "); got != c.want {
			t.Errorf("%s is told: %s, want %s", name, got, c.want)
		}
	}
}

// theCompendiumIsTold: what the statement said of it at the Seventh Annual Meeting, and what came out between two meetings.
func theCompendiumIsTold(t *testing.T, l loaded) {
	r, err := l.CompletionReport(t.Context(), l.reader, "wg-tip-2017-19", tracker.ReportRequest{When: tracker.When{Meeting: "wg-tip-7"}, WithAnnex: true})
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, s := range forms.NewStatement(r, language.English).Sentences {
		if s.Part == forms.PartDelivered {
			said = append(said, s.Text)
		}
	}
	const compendium = "The output “Compendium of Good Practice Examples to Combat Exploitation in Supply Chains” (item 5) was "
	if want := []string{compendium + "published in June 2021.", compendium + "launched in September 2021 at the Seventh Annual Meeting and Regional Webinar on " +
		"Combatting Trafficking in Persons in the COVID-19 Recovery Phase."}; !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
	list, err := l.ListDeliverables(t.Context(), l.reader, workplan.DeliverableFilter{Body: list{"wg-tip"}, Reached: []workplan.Stage{workplan.StagePublished, workplan.StageLaunched},
		ReachedAfter: "2020-11-10", ReachedBefore: "2022-08-29"}, workplan.Page{Limit: 9}, tracker.When{})
	if err != nil || len(list.Rows) != 1 || list.Rows[0].Stage.Stage != workplan.StageLaunched {
		t.Errorf("what came out between the sixth and the eighth meeting: %+v, %v", list.Rows, err)
	}
}

// exampleOutputsAreRich: deliverables at every kind of stage but one, and openings and offers in every state.
func exampleOutputsAreRich(t *testing.T, l loaded) {
	seen := map[string]bool{}
	deliverables, err := l.ListDeliverables(t.Context(), l.reader, workplan.DeliverableFilter{Body: list{ExampleWG}}, workplan.Page{Limit: 100}, tracker.When{})
	if err != nil || len(deliverables.Rows) < 10 {
		t.Fatalf("%d deliverables, %v", len(deliverables.Rows), err)
	}
	for _, d := range deliverables.Rows {
		stage := "none"
		if d.Stage != nil {
			stage = string(d.Stage.Stage)
		}
		seen["deliverable at "+stage], seen["kind "+string(d.Kind)] = true, true
		for _, s := range d.Stages {
			seen["on behalf"] = seen["on behalf"] || s.OnBehalf
			for _, link := range s.Links {
				if !strings.HasPrefix(link.URL, "https://example.org/") {
					t.Errorf("%s links %s", d.Name(), link.URL)
				}
			}
		}
	}
	openings, err := l.ListOpenings(t.Context(), l.reader, workplan.OpeningFilter{Body: list{ExampleWG}}, workplan.Page{Limit: 100}, tracker.When{})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range openings.Rows {
		seen["opening "+string(o.Phase)] = true
		offers, err := l.ListOffers(t.Context(), l.reader, o.Plan, o.Ref, o.Number, workplan.OfferFilter{}, workplan.Page{Limit: 100}, tracker.When{})
		if err != nil || o.Offers == nil {
			t.Fatalf("offers on %s: %v", o.Name(), err)
		}
		for _, f := range offers.Rows {
			seen["offer "+string(f.State)], seen["offer on behalf"] = true, seen["offer on behalf"] || f.OnBehalf
		}
	}
	for _, want := range []string{"deliverable at none", "deliverable at workshop", "deliverable at endorsed", "deliverable at published", "deliverable at launched", "deliverable at delivered",
		"kind guide", "kind report", "kind training", "kind event", "kind tool", "on behalf", "opening open", "opening lapsed", "opening closed",
		"offer pending", "offer accepted", "offer declined", "offer taken_back", "offer on behalf"} {
		if !seen[want] {
			t.Errorf("there is no %s", want)
		}
	}
}
