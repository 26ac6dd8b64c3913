package workplan

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Stage is a step in the life of a deliverable.
type Stage string

// The stages, in their usual order. A deliverable need not go through all of them, nor in this order.
const (
	StageToBeDeveloped   Stage = "to_be_developed"
	StageWorkshop        Stage = "workshop"
	StageEndorsed        Stage = "endorsed"
	StagePublished       Stage = "published"
	StageLaunched        Stage = "launched"
	StageDelivered       Stage = "delivered"
	StageCompletionNoted Stage = "completion_noted"
)

// Stages lists the stages of a deliverable in their usual order.
var Stages = []Stage{StageToBeDeveloped, StageWorkshop, StageEndorsed, StagePublished, StageLaunched, StageDelivered, StageCompletionNoted}

func (s Stage) rank() int { return slices.Index(Stages, s) }

// IsOutput says whether a deliverable at the stage is there to show: not while it is only decided on or discussed.
func (s Stage) IsOutput() bool { return s.rank() >= StageEndorsed.rank() }

// StageEntry is the record that a deliverable reached a stage: append-only, numbered within the deliverable. Lead is the member for which it was
// recorded; OnBehalf marks that the secretariat did it for the lead.
type StageEntry struct {
	ID          int64
	Plan        string
	Ref         string
	Deliverable int
	Number      int
	Lead        string
	OnBehalf    bool
	RecordedBy  string
	RecordedAt  time.Time
	StageContent
}

// StageContent is what the record of a stage says. Corrects is the number of the entry that this one replaces, 0 for none; only such a one may
// have no Stage, and then says that the stage was not reached. EffectiveOn is the day from which it counts (see [StageContent.Completed]). Meeting is that at which the stage was reached, of whichever body.
type StageContent struct {
	Stage            Stage
	ReachedOn        PartialDate
	Place            string
	Meeting          string
	Links            Links
	Note             string
	Source           string
	Corrects         int
	CorrectionReason string
	EffectiveOn      Date
}

// NewStage is a stage to be recorded. Lead names the member for which it is, where the sender could speak for several.
type NewStage struct {
	Lead string
	StageContent
}

// Name is the entry's natural key across plans, such as "wg-tip-2017-19/1/2/3".
func (s StageEntry) Name() string {
	return fmt.Sprintf("%s/%s/%d/%d", s.Plan, s.Ref, s.Deliverable, s.Number)
}

// StageReading is the record of a stage with what later became of it: the number of the entry that had corrected it by then, 0 for none.
type StageReading struct {
	StageEntry
	CorrectedBy int
}

// Faults lists the broken rules of a stage recorded today.
func (s StageContent) Faults(today Date) Faults {
	var f Faults
	takenBack := s.Corrects > 0 && s.Stage == ""
	oneOf(&f, "/stage", s.Stage, !takenBack, Stages...)
	f.partial("/reached_on", s.ReachedOn)
	switch {
	case takenBack && s.ReachedOn != "":
		f.Add("/reached_on", "no_stage", "names no stage; leave it out where a stage was not reached")
	case !takenBack && s.ReachedOn == "":
		f.Add("/reached_on", "required", "say when the stage was reached; a year, quarter or month is enough")
	case s.ReachedOn.First() > today:
		f.Add("/reached_on", "in_future", "%s lies in the future; today is %s", s.ReachedOn, today)
	}
	f.name("/place", s.Place, false)
	if s.Meeting != "" {
		f.code("/meeting", s.Meeting)
	}
	f.links("/links", s.Links)
	f.text("/note", s.Note)
	f.text("/source", s.Source)
	f.text("/correction_reason", s.CorrectionReason)
	f.correction(Say("stage"), s.Corrects, s.CorrectionReason)
	return f
}

// Corrected finds the entry that a new one corrects, nil where it corrects none or there is no such entry, which is added to the faults. One that
// was corrected before is a conflict.
func (s StageContent) Corrected(of Deliverable, entries []StageEntry, f *Faults) (*StageEntry, error) {
	if s.Corrects <= 0 {
		return nil, nil
	}
	i := slices.IndexFunc(entries, func(e StageEntry) bool { return e.Number == s.Corrects })
	if i < 0 {
		f.Add("/corrects", "unknown", "deliverable %s has no stage %d", of.Name(), s.Corrects)
		return nil, nil
	}
	if by := slices.IndexFunc(entries, func(e StageEntry) bool { return e.Corrects == s.Corrects }); by >= 0 {
		return nil, Clash("already-corrected", "Stage %d has been corrected by stage %d; correct that one.", s.Corrects, entries[by].Number)
	}
	return &entries[i], nil
}

// Completed fills in the day from which a stage recorded today holds: the last of its period, or the last day of the meeting at which it was reached
// where that lies within; today where the period still runs; and for one that only takes another back the day of that one.
func (s StageContent) Completed(corrected *StageEntry, met, today Date) StageContent {
	s.EffectiveOn = min(s.ReachedOn.Last(), today)
	if met >= s.ReachedOn.First() && met < s.EffectiveOn {
		s.EffectiveOn = met
	}
	if s.Stage == "" && corrected != nil {
		s.EffectiveOn = corrected.EffectiveOn
	}
	return s
}

// Repeated refuses a stage that a deliverable is recorded to have reached on the same date already.
func (s StageContent) Repeated(entries []StageEntry, today Date) error {
	for _, e := range StagesInForce(entries, View{AsOf: today, Current: true}) {
		if s.Stage == e.Stage && s.ReachedOn == e.ReachedOn && s.Corrects != e.Number {
			return Clash("already-exists", "Stage %d says already that it was %s on %s. Correct that one where it is wrong.", e.Number, e.Stage, e.ReachedOn)
		}
	}
	return nil
}

// StagesInForce lists the stages that had been reached in the view, oldest first, and of one day in their usual order. An entry that had been
// corrected by then stands aside for its correction, whatever day that names.
func StagesInForce(entries []StageEntry, v View) []StageEntry {
	var counted []StageEntry
	for _, r := range ReadStages(entries, v) {
		if r.Stage != "" && r.CorrectedBy == 0 {
			counted = append(counted, r.StageEntry)
		}
	}
	slices.SortFunc(counted, func(a, b StageEntry) int {
		return cmp.Or(cmp.Compare(a.EffectiveOn, b.EffectiveOn), cmp.Compare(a.Stage.rank(), b.Stage.rank()), cmp.Compare(a.Number, b.Number))
	})
	return counted
}

// ReadStages lists the records of a deliverable's stages as they stood in the view, by number, those that had been corrected too.
func ReadStages(entries []StageEntry, v View) []StageReading {
	by := map[int]int{}
	for _, e := range entries {
		if e.Corrects > 0 && v.Knows(e.RecordedAt) {
			by[e.Corrects] = e.Number
		}
	}
	readings := []StageReading{}
	for _, e := range entries {
		if v.Knows(e.RecordedAt) && v.Holds(e.EffectiveOn) {
			readings = append(readings, StageReading{e, by[e.Number]})
		}
	}
	slices.SortFunc(readings, func(a, b StageReading) int { return cmp.Compare(a.Number, b.Number) })
	return readings
}
