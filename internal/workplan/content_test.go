package workplan

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// fill gives every field of a content a value that is not zero, told apart by its name and a seed.
func fill(t *testing.T, v reflect.Value, seed int) {
	t.Helper()
	for i := range v.NumField() {
		field, name := v.Field(i), v.Type().Field(i).Name
		switch {
		case field.Kind() == reflect.Struct:
			fill(t, field, seed)
		case field.Kind() == reflect.String:
			field.SetString(fmt.Sprintf("%s %d <é> \"\n", name, seed))
		case field.Kind() == reflect.Int:
			field.SetInt(int64(seed + 1))
		case field.Kind() == reflect.Bool:
			field.SetBool(seed%2 == 0)
		case field.Type() == reflect.TypeFor[List]():
			field.Set(reflect.ValueOf(List{name, fmt.Sprint(seed)}))
		case field.Kind() == reflect.Slice:
			field.Set(reflect.MakeSlice(field.Type(), 1, 1))
			if one := field.Index(0); one.Kind() == reflect.Struct {
				fill(t, one, seed)
			} else {
				one.SetInt(int64(seed + 1))
			}
		default:
			t.Fatalf("the test cannot fill %s %s", name, field.Type())
		}
	}
}

// roundTrips checks for one content type that Diff and Apply lead from any of three states to any other, and that the fields of AllFields
// rebuild it from nothing.
func roundTrips[T any](t *testing.T, fields int) {
	t.Helper()
	var zero, one, two T
	fill(t, reflect.ValueOf(&one).Elem(), 0)
	fill(t, reflect.ValueOf(&two).Elem(), 1)
	if got := len(AllFields(one)); got != fields {
		t.Errorf("%T has %d fields, want %d: if one was added, raise the number", zero, got, fields)
	}
	for i, from := range []T{zero, one, two} {
		for j, to := range []T{zero, one, two} {
			got, changes := from, Diff(from, to)
			var read Changes
			if err := json.Unmarshal([]byte(changes.Text()), &read); err != nil {
				t.Fatal(err)
			}
			if err := Apply(&got, read); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(to, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%T from %d to %d:\n%s", zero, i, j, diff)
			}
			if (i == j) != (len(changes) == 0) || i+j == 1 && len(changes) != fields {
				t.Errorf("%T from %d to %d: %d changes", zero, i, j, len(changes))
			}
			back := to
			if err := Apply(&back, Only(from, changes)); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(from, back, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%T: what stood before does not lead back:\n%s", zero, diff)
			}
		}
	}
}

func TestEveryContentRoundTripsThroughItsLog(t *testing.T) {
	roundTrips[BodyContent](t, 5)
	roundTrips[MemberContent](t, 6)
	roundTrips[MembershipContent](t, 5)
	roundTrips[MeetingState](t, 24)
	roundTrips[PlanState](t, 19)
	roundTrips[ObjectiveState](t, 5)
	roundTrips[ItemState](t, 17)
	roundTrips[DeliverableState](t, 8)
	roundTrips[OpeningState](t, 10)
}

func TestFieldsAreNamedAsInTheDatabase(t *testing.T) {
	want := "audience description due expected_output leads nature note objective origin partners predecessors removed source start supporting title topics"
	var names []string
	for name := range AllFields(ItemState{}) {
		names = append(names, name)
	}
	slices.Sort(names)
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	changes := Diff(ItemContent{Leads: List{"aus"}, Due: "2024"}, ItemContent{Title: "A", Leads: List{}})
	if got, want := changes.Text(), `{"due":"","leads":[],"title":"A"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(Diff(ItemContent{}, ItemContent{Leads: List{}})) != 0 {
		t.Error("no list and an empty list are the same content")
	}
}

func TestALogThatDoesNotFitIsAnError(t *testing.T) {
	var item ItemContent
	if err := Apply(&item, Changes{"colour": json.RawMessage(`"red"`)}); err == nil || !strings.Contains(err.Error(), `"colour"`) {
		t.Errorf("got %v", err)
	}
	if err := Apply(&item, Changes{"objective": json.RawMessage(`"two"`)}); err == nil || !strings.Contains(err.Error(), `"objective"`) {
		t.Errorf("got %v", err)
	}
	for _, fields := range []string{"", "[]", `{"colour":"red"}`, `{"objective":"two"}`} {
		if got, ok := ReplayContent[ItemContent]([]ContentChange{{ID: 1, Fields: fields}}, View{AsOf: testToday}); ok {
			t.Errorf("%s was replayed as %+v", fields, got)
		}
	}
	if _, ok := ReplayContent[ItemContent](nil, View{AsOf: testToday}); ok {
		t.Error("an object without a record was found")
	}
}

func TestAChangeNeverReachesIntoACopy(t *testing.T) {
	before := ItemContent{Leads: List{"aus", "iom"}}
	after := before
	if err := Apply(&after, Changes{"leads": json.RawMessage(`["idn"]`)}); err != nil || before.Leads[0] != "aus" || !slices.Equal(after.Leads, List{"idn"}) {
		t.Errorf("before %v, after %v, %v", before.Leads, after.Leads, err)
	}
}

func change(id int, on Date, fields string) ContentChange {
	return ContentChange{ID: int64(id), EffectiveOn: on, RecordedAt: testMoment(id), Fields: fields}
}

func TestBackdatedAmendmentsDoNotUndoOtherFields(t *testing.T) {
	log := []ContentChange{
		change(1, "", `{"title":"Guide","due":"2024","leads":["aus"],"nature":"one_off"}`),
		change(2, "2024-05-01", `{"leads":["iom"],"title":"Guide, second edition"}`),
		change(3, "2024-03-01", `{"due":"2025"}`),
		change(4, "2024-04-01", `{"title":"Handbook"}`),
		change(5, "2024-05-01", `{"leads":[],"due":""}`),
	}
	for _, c := range []struct {
		asOf  Date
		known int
		want  ItemContent
	}{
		{"2024-02-01", 5, ItemContent{Title: "Guide", Due: "2024", Leads: List{"aus"}, Nature: NatureOneOff}},
		{"2024-03-15", 5, ItemContent{Title: "Guide", Due: "2025", Leads: List{"aus"}, Nature: NatureOneOff}},
		{"2024-04-15", 5, ItemContent{Title: "Handbook", Due: "2025", Leads: List{"aus"}, Nature: NatureOneOff}},
		{"2024-06-01", 2, ItemContent{Title: "Guide, second edition", Due: "2024", Leads: List{"iom"}, Nature: NatureOneOff}},
		{"2024-06-01", 4, ItemContent{Title: "Guide, second edition", Due: "2025", Leads: List{"iom"}, Nature: NatureOneOff}},
		{"2024-06-01", 5, ItemContent{Title: "Guide, second edition", Leads: List{}, Nature: NatureOneOff}},
	} {
		got, ok := ReplayContent[ItemContent](log, View{AsOf: c.asOf, KnownAt: testMoment(c.known)})
		if diff := cmp.Diff(c.want, got); !ok || diff != "" {
			t.Errorf("as of %s, known at hour %d: %v\n%s", c.asOf, c.known, ok, diff)
		}
	}
	if _, ok := ReplayContent[ItemContent](log, View{AsOf: "2024-06-01", KnownAt: testMoment(0)}); ok {
		t.Error("an object was there before it was recorded")
	}
}

func TestLaterChangesNeverAlterWhatWasKnownAndOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var log []ContentChange
		for id := 1; id <= rapid.IntRange(1, 10).Draw(t, "changes"); id++ {
			field := rapid.SampledFrom([]string{`"title":"%d"`, `"due":"20%02d"`, `"leads":["m%d"]`, `"objective":%d`}).Draw(t, "field")
			on := rapid.SampledFrom([]Date{"", "2024-02-01", "2024-02-02", "2024-02-03"}).Draw(t, "on")
			log = append(log, change(id, on, "{"+fmt.Sprintf(field, id)+"}"))
		}
		known := rapid.IntRange(0, len(log)).Draw(t, "known")
		v := View{AsOf: rapid.SampledFrom([]Date{"2024-01-01", "2024-02-02", "2024-02-09"}).Draw(t, "as of"), KnownAt: testMoment(known)}
		before, wasThere := ReplayContent[ItemContent](log[:known], v)
		after, isThere := ReplayContent[ItemContent](rapid.Permutation(log).Draw(t, "shuffled"), v)
		if diff := cmp.Diff(before, after); wasThere != isThere || diff != "" {
			t.Fatalf("there %v, then %v\n%s", wasThere, isThere, diff)
		}
	})
}

func TestAReadingOfThePastIsStampedWithItsLastRecord(t *testing.T) {
	stamp := Stamp{ID: 7, Version: 4, UpdatedAt: testMoment(9)}
	if stamp.Then(testMoment(2)); stamp != (Stamp{ID: 7, UpdatedAt: testMoment(2)}) {
		t.Errorf("got %+v", stamp)
	}
}
