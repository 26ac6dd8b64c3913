package tracker_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// aMinute is far more than a chain of these tests takes.
const aMinute = time.Minute

func TestVerifyChainLooksAtTheOneChainThatItsReaderMayRead(t *testing.T) {
	behind(t, func(t *testing.T, w tampered) {
		for _, cell := range []struct{ who, chain string }{{"chair", "wg"}, {"desk", "wg"}, {"root", "system"}} {
			v, err := w.VerifyChain(w.ctx(), w.as(cell.who), cell.chain, aMinute)
			if err != nil || !v.Whole() || v.Short || v.Chain != cell.chain || v.Entries != v.Seq || v.Seq == 0 || len(v.Hash) != 64 || v.RecordedAt.IsZero() {
				t.Errorf("%s of %s: %+v, %v", cell.chain, cell.who, v, err)
			}
			if plans, records := v.Plans, v.Records; cell.chain == "wg" && (plans != 1 || v.Held != 1 || records < 5) || cell.chain == "system" && plans+records > 0 {
				t.Errorf("%s holds %d records of %d plans against it", cell.chain, records, plans)
			}
		}
		for _, cell := range []struct{ who, chain string }{{"ana", "wg"}, {"root", "wg"}, {"chair", "system"}, {"desk", "system"}, {"chair", "none"}} {
			if v, err := w.VerifyChain(w.ctx(), w.as(cell.who), cell.chain, aMinute); workplan.KindOf(err) != workplan.Forbidden || v.Entries != 0 {
				t.Errorf("%s of %s: %+v, %v", cell.chain, cell.who, v, err)
			}
		}
		if _, err := w.VerifyChain(w.ctx(), workplan.Actor{PublicReading: true}, "wg", aMinute); !errors.Is(err, tracker.ErrSignIn) {
			t.Errorf("one who has not signed in: %v", err)
		}
	})
}

func TestVerifyChainNamesTheFirstFault(t *testing.T) {
	behind(t, func(t *testing.T, w tampered) {
		verify := func() tracker.ChainVerdict {
			v, err := w.VerifyChain(w.ctx(), w.as("chair"), "wg", aMinute)
			must(t, err)
			return v
		}
		whole := verify()
		for _, seq := range []int64{1, 4, whole.Seq} {
			w.exec(fmt.Sprintf("UPDATE audit_entries SET actor = 'mallory' WHERE chain = 'wg' AND seq = %d", seq))
			if v := verify(); v.Fault != fmt.Sprintf("number %d was edited", seq) || v.Entries != seq-1 || v.Held != 0 {
				t.Errorf("number %d edited: %+v", seq, v)
			}
			w.restore()
		}
		w.exec("UPDATE audit_entries SET actor = 'mallory' WHERE chain = 'system'")
		if v := verify(); !v.Whole() {
			t.Errorf("another chain is edited, and this one is found to be: %+v", v)
		}
		w.restore()
		w.exec("DELETE FROM audit_heads WHERE chain = 'wg'")
		if v := verify(); v.Fault != "the head of the chain was removed" {
			t.Errorf("without its head: %+v", v)
		}
		w.restore()
		w.exec("UPDATE action_items SET title = 'Forged' WHERE plan = 'p' AND ref = '1.2'")
		if v := verify(); v.Fault != "" || v.Whole() || !slices.ContainsFunc(v.Wrong, func(what string) bool { return strings.Contains(what, "p/1.2: title is not") }) {
			t.Errorf("a record edited behind the chain: %+v", v)
		}
	})
}

func TestVerifyChainStopsWhenItsTimeIsSpent(t *testing.T) {
	behind(t, func(t *testing.T, w tampered) {
		v, err := w.VerifyChain(w.ctx(), w.as("chair"), "wg", 0)
		if err != nil || !v.Short || v.Entries != 0 || v.Seq == 0 || v.Plans != 1 || v.Held != 0 {
			t.Errorf("in no time: %+v, %v", v, err)
		}
	})
}
