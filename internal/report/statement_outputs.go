package report

import (
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
	when := s.within(e.ReachedOn)
	if e.Stage == workplan.StageToBeDeveloped {
		when = s.spoken(e.ReachedOn)
	}
	place := s.inPlace(e.Place)
	if strings.HasPrefix(place, s.t("online")) && e.Stage != workplan.StageToBeDeveloped { // "was held online in July 2026"
		when, place = place+" "+when, ""
	}
	text := s.t(stageSentences[e.Stage], s.t("the %s %s (item %s)", strings.ToLower(s.t(deliverableWords[d.Kind])), inQuotes(d.Title), i.Item.Ref), when)
	if m := s.Report.StageMeetings[e.Meeting]; m.Name != "" {
		text = s.t("%s at %s|meeting", text, s.thePlan(m.Name))
	}
	if place != "" {
		text += " " + place
	}
	return capital(text) + "."
}

// soughtWords are what leads seek, as it stands in a sentence. They are texts.
var soughtWords = map[workplan.OpeningKind]string{workplan.OpeningExpertise: "expertise", workplan.OpeningHost: "a host", workplan.OpeningFunding: "funding",
	workplan.OpeningParticipants: "participants", workplan.OpeningOther: "involvement"}

// sought tells what leads seek from other members on the day of the statement, in their words.
func (s *Statement) sought() {
	for _, o := range s.Report.Sought {
		by, what := s.name(o.Lead), s.t(soughtWords[o.Kind])
		of, quoted := s.t("%s (item %s)", inQuotes(o.Item.Title), o.Ref), quote(o.Sought)
		var text string
		switch until := s.spoken(o.Until); {
		case by != "" && o.Until != "":
			text = s.t("%s seeks %s for %s, until %s: %s", by, what, of, until, quoted)
		case by != "":
			text = s.t("%s seeks %s for %s: %s", by, what, of, quoted)
		case o.Until != "":
			text = s.t("The record names %s for %s, until %s: %s", what, of, until, quoted)
		default:
			text = s.t("The record names %s for %s: %s", what, of, quoted)
		}
		s.Sentences = append(s.Sentences, Sentence{Part: PartOpenings, Openings: []string{o.Name()}, Text: text})
	}
}
