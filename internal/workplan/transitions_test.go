package workplan

import (
	"slices"
	"strings"
	"testing"
)

// transitionMatrix is design section 3.1 by hand: rows from, columns to, in the order of the header. "L" a lead, "Lr" a lead with a reason,
// "Lc" a lead with what completion needs, "Cr" a co-chair with a reason, "x" only the carry-over action, "." nobody.
const transitionMatrix = `
             planned in_progress completed postponed withdrawn carried_over
planned      .       L           Lc        Lr        Cr        x
in_progress  .       .           Lc        Lr        Cr        x
completed    .       Cr          .         .         .         .
postponed    L       L           .         .         Cr        x
withdrawn    Cr      .           .         .         .         .
carried_over .       .           .         .         .         .
`

func TestEveryTransitionIsAsTheDesignSays(t *testing.T) {
	type cell struct {
		by    Action
		needs Need
	}
	meaning := map[string]cell{
		"L": {PostStatusUpdate, NeedsNothing}, "Lr": {PostStatusUpdate, NeedsReason}, "Lc": {PostStatusUpdate, NeedsCompletion},
		"Cr": {DecideOnItem, NeedsReason}, "x": {CarryOverItems, NeedsNothing},
	}
	lines := strings.Split(strings.TrimSpace(transitionMatrix), "\n")
	columns := strings.Fields(lines[0])
	if len(columns) != len(Statuses) || len(lines) != len(Statuses)+1 {
		t.Fatalf("the matrix has %d columns and %d rows for %d statuses", len(columns), len(lines)-1, len(Statuses))
	}
	allowed := 0
	for _, line := range lines[1:] {
		words := strings.Fields(line)
		for i, to := range columns {
			got, ok := FindTransition(Status(words[0]), Status(to))
			want, some := meaning[words[i+1]]
			if some {
				allowed++
			}
			if ok != some || got.By != want.by || got.Needs != want.needs {
				t.Errorf("%s -> %s: got %v by %q needs %q, want %v by %q needs %q", words[0], to, ok, got.By, got.Needs, some, want.by, want.needs)
			}
		}
	}
	if allowed != len(Transitions) {
		t.Errorf("the matrix allows %d changes, the table has %d", allowed, len(Transitions))
	}
}

func TestNextStatusesLeavesOutCarryOver(t *testing.T) {
	for from, want := range map[Status]string{
		StatusPlanned: "in_progress completed postponed withdrawn", StatusInProgress: "completed postponed withdrawn",
		StatusCompleted: "in_progress", StatusPostponed: "planned in_progress withdrawn", StatusWithdrawn: "planned", StatusCarriedOver: "", "bogus": "",
	} {
		got := NextStatuses(from)
		if join(got, " ") != want || got == nil {
			t.Errorf("NextStatuses(%s) = %#v, want %q", from, got, want)
		}
	}
}

func TestOnlyTheRightKindOfUpdateMakesATransition(t *testing.T) {
	fitting := map[Action][]UpdateKind{
		PostStatusUpdate: UpdateKinds, DecideOnItem: {UpdateDecision}, CarryOverItems: {UpdateCarryOver},
	}
	for _, tr := range Transitions {
		for _, kind := range UpdateKinds {
			if got, want := tr.fits(kind), slices.Contains(fitting[tr.By], kind); got != want {
				t.Errorf("%s -> %s by an update of kind %s: %v, want %v", tr.From, tr.To, kind, got, want)
			}
		}
	}
}

func TestIllegalChangeNamesTheAllowedOnes(t *testing.T) {
	for from, want := range map[Status]string{
		StatusCompleted: "can stay so or become in_progress", StatusCarriedOver: "final",
	} {
		err := illegal(ledBy("iom"), from, StatusPostponed)
		if KindOf(err) != Conflict || slug(err) != "illegal-transition" || !strings.Contains(err.Error(), want) {
			t.Errorf("from %s: %v", from, err)
		}
	}
}

func TestOpenStatusesAreThoseThatAPlanCannotCloseOver(t *testing.T) {
	for _, s := range Statuses {
		want := s == StatusPlanned || s == StatusInProgress || s == StatusPostponed
		_, carried := FindTransition(s, StatusCarriedOver)
		if s.Open() != want || carried != want {
			t.Errorf("%s: open %v, can be carried over %v, want %v", s, s.Open(), carried, want)
		}
	}
}
