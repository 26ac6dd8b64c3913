package report

import (
	"fmt"
	"strings"

	"fwptracker/internal/workplan"
)

// stageSentences tell of the stages, of a deliverable and when it reached them.
var stageSentences = map[workplan.Stage]string{
	workplan.StageToBeDeveloped: "%s was to be developed as of %s", workplan.StageWorkshop: "A workshop on %s was held %s", workplan.StageEndorsed: "%s was endorsed %s",
	workplan.StagePublished: "%s was published %s", workplan.StageLaunched: "%s was launched %s", workplan.StageDelivered: "%s was delivered %s",
	workplan.StageCompletionNoted: "Completion of %s was noted %s",
}

// delivered tells which stages deliverables reached in the time of the statement, in the order of the plan.
func (s *Statement) delivered() {
	for _, i := range s.Report.Items {
		for _, d := range i.Deliverables {
			for _, e := range d.Stages {
				if e.EffectiveOn <= s.After {
					continue
				}
				s.Sentences = append(s.Sentences, Sentence{Part: PartDelivered, Text: s.reached(i, d, e), Stages: []workplan.StageEntry{e}})
			}
		}
	}
}

// reached is the sentence on one stage.
func (s *Statement) reached(i workplan.ReportItem, d workplan.DeliverableReading, e workplan.StageEntry) string {
	kind := "output"
	if d.Kind != workplan.KindOther {
		kind = string(d.Kind)
	}
	when := within(e.ReachedOn)
	if e.Stage == workplan.StageToBeDeveloped {
		when = spoken(e.ReachedOn)
	}
	place := inPlace(e.Place)
	if strings.HasPrefix(place, "online") && e.Stage != workplan.StageToBeDeveloped { // "was held online in July 2026"
		when, place = place+" "+when, ""
	}
	text := fmt.Sprintf(stageSentences[e.Stage], fmt.Sprintf("the %s %s (item %s)", kind, inQuotes(d.Title), i.Item.Ref), when)
	if m := s.Report.StageMeetings[e.Meeting]; m.Name != "" {
		text += " at " + thePlan(m.Name)
	}
	if place != "" {
		text += " " + place
	}
	return capital(text) + "."
}

// sought tells what leads seek from other members on the day of the statement, in their words.
func (s *Statement) sought() {
	for _, o := range s.Report.Sought {
		by, until := or(s.name(o.Lead), "The record"), ""
		verb := "seeks"
		if o.Lead == "" {
			verb = "names"
		}
		if o.Until != "" {
			until = ", until " + spoken(o.Until)
		}
		what := map[workplan.OpeningKind]string{workplan.OpeningExpertise: "expertise", workplan.OpeningHost: "a host", workplan.OpeningFunding: "funding",
			workplan.OpeningParticipants: "participants", workplan.OpeningOther: "involvement"}[o.Kind]
		s.Sentences = append(s.Sentences, Sentence{Part: PartOpenings, Openings: []string{o.Name()},
			Text: fmt.Sprintf("%s %s %s for %s (item %s)%s: %s", by, verb, what, inQuotes(o.Item.Title), o.Ref, until, quote(o.Sought))})
	}
}
