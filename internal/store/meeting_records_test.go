package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// addMet adds a meeting with a record, and three corrigenda to it, one for each audience.
func addMet(tx *store.Tx, body, code string, audience workplan.Audience) error {
	m := workplan.Meeting{Stamp: stamp(noon), Code: code, Body: body, MeetingContent: workplan.MeetingContent{Name: code, Audience: audience,
		Headcounts: workplan.Headcounts{{Category: workplan.CategoryMembers, Count: 3}}, Reported: workplan.LeadReports{{Plan: "p", Leads: workplan.List{"aland"}}}}}
	s := m.State()
	workplan.DecisionPart.Add(&s, workplan.Decision{Text: "x", Pointers: workplan.Pointers{Items: workplan.List{"p/1"}, Proposals: []int{2}}})
	workplan.AttendancePart.Add(&s, workplan.Attendant{Member: "aland", Capacity: workplan.CapacityMember, Delegates: []workplan.Delegate{{Name: "Ada"}}})
	m.MeetingRecord = s.MeetingRecord
	if err := tx.AddMeeting(&m); err != nil {
		return err
	}
	for _, a := range workplan.Audiences {
		k := workplan.Corrigendum{Meeting: code, IssuedBy: "chair", RecordedAt: noon, CorrigendumContent: workplan.CorrigendumContent{Reason: string(a), EffectiveOn: "2024-01-01", Audience: a, BeforeText: "{}", AfterText: "{}"}}
		if err := tx.AddCorrigendum(&k); err != nil {
			return err
		}
	}
	return nil
}

func TestARecordComesBackAsItWasStored(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(tx *store.Tx) error { must(t, addBody(tx, "ex")); return addMet(tx, "ex", "ex-9", "") })
		tx := s.Read(ctx)
		m, err := tx.Meeting("ex-9")
		must(t, err)
		if len(m.Decisions) != 1 || m.Decisions[0].Says.Items[0] != "p/1" || m.Decisions[0].Says.Proposals[0] != 2 || m.Attendance[0].Says.Delegates[0].Name != "Ada" || m.LastDecision != 1 || m.Sessions != nil ||
			m.Headcounts.Of(workplan.CategoryMembers) != 3 || !slices.Equal(m.ReportedOn("p"), workplan.List{"aland"}) {
			t.Errorf("%+v", m)
		}
		before := m
		m.Decisions, m.Place, m.AdoptedOn, m.AdoptedBy = nil, "There", "2024-02-01", "chair"
		write(t, s, func(tx *store.Tx) error { return tx.ChangeMeeting(m, noon, "2024-02-01") })
		if m, err = tx.Meeting("ex-9"); err != nil || m.Decisions != nil || m.Place != "There" || m.AdoptedBy != "chair" || m.ContentOn != "2024-02-01" || m.Version != 2 {
			t.Errorf("%+v, %v", m, err)
		}
		if err := s.InTx(ctx, func(tx *store.Tx) error { return tx.ChangeMeeting(before, noon, "") }); err != store.ErrRaced {
			t.Errorf("a lost race: %v", err)
		}
	})
}

// The queries reach the records and corrigenda that [workplan.Sight.Sees] says.
func TestEveryQueryReachesTheRecordsThatTheSightSees(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var codes []string
		audiences := append([]workplan.Audience{""}, workplan.Audiences...)
		write(t, s, func(tx *store.Tx) error {
			for _, body := range someBodies {
				must(t, addBody(tx, body))
				for n, audience := range audiences {
					codes = append(codes, fmt.Sprintf("%s-%d", body, n))
					must(t, addMet(tx, body, codes[len(codes)-1], audience))
				}
			}
			return nil
		})
		rapid.Check(t, func(t *rapid.T) {
			sight, tx := someSight(t), s.Read(ctx)
			bodies := someOf(t, someBodies, "of bodies")
			var records, corrigenda, gotRecords, gotCorrigenda []string
			for _, code := range codes {
				body, n, _ := strings.Cut(code, "-")
				record := workplan.MeetingContent{Audience: audiences[n[0]-'0']}.RecordAudience()
				if !sight.Sees(body, record, nil) {
					continue
				}
				if len(bodies) == 0 || slices.Contains(bodies, body) {
					records = append(records, code)
				}
				for _, a := range workplan.Audiences {
					if sight.Sees(body, a.Within(record), nil) {
						corrigenda = append(corrigenda, code+" "+string(a))
					}
				}
			}
			rows, err := tx.MeetingsSeen(sight, bodies)
			must2(t, err)
			for _, m := range rows {
				gotRecords = append(gotRecords, m.Code)
			}
			issued, err := tx.CorrigendaOf(sight, codes)
			must2(t, err)
			for _, k := range issued {
				gotCorrigenda = append(gotCorrigenda, k.Meeting+" "+k.Reason)
			}
			slices.Sort(corrigenda)
			slices.Sort(gotCorrigenda)
			if !slices.Equal(records, gotRecords) || !slices.Equal(corrigenda, gotCorrigenda) {
				t.Fatalf("%+v of %v: records %v, want %v; corrigenda %v, want %v", sight, bodies, gotRecords, records, gotCorrigenda, corrigenda)
			}
		})
	})
}

func TestACorrigendumStays(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(tx *store.Tx) error { must(t, addBody(tx, "ex")); return addMet(tx, "ex", "ex-9", "") })
		for _, statement := range []string{"UPDATE corrigenda SET reason = reason", "DELETE FROM corrigenda"} {
			err := s.InTx(ctx, func(tx *store.Tx) error { return tx.Exec(statement) })
			if err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", statement, err)
			}
		}
	})
}
