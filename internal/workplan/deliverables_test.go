package workplan

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// reached is the record of a stage, recorded in the order of its number.
func reached(number int, s Stage, on PartialDate) StageEntry {
	return StageEntry{Plan: "p-1", Ref: "1.1", Deliverable: 1, Number: number, Lead: "iom", RecordedAt: testMoment(number),
		StageContent: StageContent{Stage: s, ReachedOn: on, EffectiveOn: on.Last()}}
}

func mends(number int, e StageEntry) StageEntry {
	e.Corrects, e.CorrectionReason = number, "it was wrong"
	return e
}

// takesBack is the record that a stage was not reached.
func takesBack(number, of int, on Date) StageEntry {
	e := mends(of, reached(number, "", ""))
	e.EffectiveOn = on
	return e
}

func guide() Deliverable {
	return Deliverable{Plan: "p-1", Ref: "1.1", Number: 1, Lead: "iom", ListedOn: "2024-05-01", DeliverableContent: DeliverableContent{Title: "Guide", Kind: KindGuide}}
}

func TestADeliverableStandsWhereItsStagesBroughtIt(t *testing.T) {
	entries := []StageEntry{reached(1, StageEndorsed, "2024-02-10"), reached(2, StagePublished, "2024-03"), reached(3, StageWorkshop, "2024-05-02"),
		mends(2, reached(4, StagePublished, "2024-04-05")), takesBack(5, 3, "2024-05-02")}
	for _, c := range []struct {
		asOf  Date
		known int
		want  string
		there bool
	}{
		{"2024-02-09", 5, "", false},
		{"2024-02-10", 5, "endorsed", true}, // listed later, but there from its first stage
		{"2024-03-30", 3, "endorsed", true},
		{"2024-03-31", 3, "endorsed published", true},
		{"2024-03-31", 4, "endorsed", true},
		{"2024-04-05", 4, "endorsed published", true},
		{"2024-05-02", 4, "endorsed published workshop", true},
		{"2024-05-02", 5, "endorsed published", true},
		{"2024-06-30", 0, "", true},
	} {
		r, there := ReadDeliverable(guide(), ItemMark{}, entries, View{AsOf: c.asOf, KnownAt: testMoment(c.known)})
		var got []string
		for _, s := range r.Stages {
			got = append(got, string(s.Stage))
		}
		if strings.Join(got, " ") != c.want || there != c.there {
			t.Errorf("as of %s, known at hour %d: %v, there: %v; want %s", c.asOf, c.known, got, there, c.want)
		}
		if furthest := c.want; furthest != "" {
			want := StageEndorsed
			if strings.Contains(furthest, "published") {
				want = StagePublished // a workshop after that takes it no further, nor back
			}
			if r.Stage.Stage != want {
				t.Errorf("as of %s, known at hour %d: come as far as %s, want %s", c.asOf, c.known, r.Stage.Stage, want)
			}
		}
	}
	gone := guide()
	gone.Removed = true
	if _, there := ReadDeliverable(gone, ItemMark{}, entries, View{AsOf: "2024-06-30"}); there {
		t.Error("a removed deliverable is there")
	}
}

func TestLaterRecordsOfStagesNeverAlterWhatWasKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var entries []StageEntry
		for n := 1; n <= rapid.IntRange(1, 8).Draw(t, "entries"); n++ {
			e := reached(n, rapid.SampledFrom(Stages).Draw(t, "stage"), rapid.SampledFrom([]PartialDate{"2024-01", "2024-02-03", "2024-Q1"}).Draw(t, "on"))
			if of := rapid.IntRange(0, n-1).Draw(t, "corrects"); of > 0 {
				e = mends(of, e)
			}
			entries = append(entries, e)
		}
		known := rapid.IntRange(0, len(entries)).Draw(t, "known")
		v := View{AsOf: rapid.SampledFrom([]Date{"2024-01-31", "2024-02-03", "2024-03-31"}).Draw(t, "as of"), KnownAt: testMoment(known)}
		before, after := StagesInForce(entries[:known], v), StagesInForce(rapid.Permutation(entries).Draw(t, "shuffled"), v)
		if fmt.Sprint(before) != fmt.Sprint(after) {
			t.Fatalf("%v, then %v", before, after)
		}
	})
}

func TestWhatARecordOfAStageMustSay(t *testing.T) {
	for name, c := range map[string]struct {
		in   StageContent
		want []string
	}{
		"whole":                    {StageContent{Stage: StagePublished, ReachedOn: "2024-06", Links: Links{{Title: "Guide", URL: "https://example.org/g"}}}, nil},
		"nothing":                  {StageContent{}, []string{"/stage required", "/reached_on required"}},
		"not yet":                  {StageContent{Stage: StageLaunched, ReachedOn: "2024-07-01"}, []string{"/reached_on in_future"}},
		"this quarter, still on":   {StageContent{Stage: StageLaunched, ReachedOn: "2024-Q2"}, nil},
		"another word":             {StageContent{Stage: "printed", ReachedOn: "June"}, []string{"/stage not_allowed", "/reached_on not_a_date"}},
		"a correction without why": {StageContent{Stage: StageLaunched, ReachedOn: "2024", Corrects: 1}, []string{"/correction_reason required"}},
		"why of nothing":           {StageContent{Stage: StageLaunched, ReachedOn: "2024", CorrectionReason: "x"}, []string{"/corrects required"}},
		"taken back":               {StageContent{Corrects: 1, CorrectionReason: "never printed"}, nil},
		"taken back on a day":      {StageContent{Corrects: 1, CorrectionReason: "never printed", ReachedOn: "2024"}, []string{"/reached_on no_stage"}},
		"bad parts": {StageContent{Stage: StageDelivered, ReachedOn: "2024", Place: " ", Meeting: "No Code", Links: Links{{URL: "ftp://x"}}, Note: "\x00"},
			[]string{"/place required", "/meeting bad_code", "/links/0/title required", "/links/0/url bad_link", "/note bad_character"}},
	} {
		if got := faultCodes(c.in.Faults(testToday)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhenAStageCountsFrom(t *testing.T) {
	earlier := reached(1, StagePublished, "2024-03-05")
	for _, c := range []struct {
		in        StageContent
		corrected *StageEntry
		met       Date
		want      Date
	}{
		{StageContent{Stage: StagePublished, ReachedOn: "2024-03"}, nil, "", "2024-03-31"},
		{StageContent{Stage: StagePublished, ReachedOn: "2024-03"}, nil, "2024-03-12", "2024-03-12"},
		{StageContent{Stage: StagePublished, ReachedOn: "2024-03"}, nil, "2024-04-02", "2024-03-31"},
		{StageContent{Stage: StagePublished, ReachedOn: "2024-03"}, nil, "2024-02-28", "2024-03-31"},
		{StageContent{Stage: StagePublished, ReachedOn: "2024"}, nil, "2024-12-01", testToday},
		{StageContent{Stage: StagePublished, ReachedOn: "2024-02-01"}, &earlier, "2024-02-01", "2024-02-01"},
		{StageContent{Corrects: 1}, &earlier, "2024-03-01", "2024-03-05"},
	} {
		if got := c.in.Completed(c.corrected, c.met, testToday).EffectiveOn; got != c.want {
			t.Errorf("%+v counts from %s, want %s", c.in, got, c.want)
		}
	}
}

func TestWhichRecordOfAStageIsCorrected(t *testing.T) {
	entries := []StageEntry{reached(1, StageEndorsed, "2024-02"), reached(2, StagePublished, "2024-03"), mends(1, reached(3, StageEndorsed, "2024-01"))}
	for corrects, want := range map[int]string{0: "nil", 2: "2", 9: "/corrects unknown", 1: "already-corrected"} {
		var f Faults
		e, err := StageContent{Corrects: corrects}.Corrected(guide(), entries, &f)
		got := strings.Join(append(faultCodes(f), slug(err)), "")
		if e != nil {
			got += fmt.Sprint(e.Number)
		}
		if got == "" {
			got = "nil"
		}
		if got != want {
			t.Errorf("corrects %d: %s, want %s", corrects, got, want)
		}
	}
	for _, c := range []struct {
		in   StageContent
		want string
	}{
		{StageContent{Stage: StagePublished, ReachedOn: "2024-03"}, "already-exists"}, {StageContent{Stage: StagePublished, ReachedOn: "2024-03-05"}, ""},
		{StageContent{Stage: StagePublished, ReachedOn: "2024-03", Corrects: 2}, ""}, {StageContent{Stage: StageEndorsed, ReachedOn: "2024-02"}, ""},
	} {
		if got := slug(c.in.Repeated(entries, testToday)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.in, got, c.want)
		}
	}
}

func TestWhatADeliverableMustSay(t *testing.T) {
	for name, c := range map[string]struct {
		in   DeliverableContent
		item Audience
		want []string
	}{
		"whole":              {guide().DeliverableContent, AudienceMembers, nil},
		"nothing":            {DeliverableContent{}, AudienceMembers, []string{"/title required", "/kind required"}},
		"another kind":       {DeliverableContent{Title: "x", Kind: "song"}, AudiencePublic, []string{"/kind not_allowed"}},
		"for more than read": {DeliverableContent{Title: "x", Kind: KindTool, Audience: AudiencePublic}, AudienceMembers, []string{"/audience wider_than_item"}},
		"for fewer":          {DeliverableContent{Title: "x", Kind: KindTool, Audience: AudienceChairs}, AudienceMembers, nil},
	} {
		if got := faultCodes(c.in.Faults(c.item)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestAnOutputThatAllReadersMaySeeIsEvidenceFromItsDayOn(t *testing.T) {
	read := func(audience Audience, entries ...StageEntry) DeliverableReading {
		d := guide()
		d.Audience = audience
		r, _ := ReadDeliverable(d, ItemMark{Audience: AudienceMembers}, entries, View{AsOf: testToday})
		return r
	}
	for _, c := range []struct {
		name string
		of   []DeliverableReading
		want Date
	}{
		{"none", nil, ""},
		{"only discussed", []DeliverableReading{read("", reached(1, StageToBeDeveloped, "2024-01"), reached(2, StageWorkshop, "2024-02"))}, ""},
		{"for fewer", []DeliverableReading{read(AudienceChairs, reached(1, StagePublished, "2024-02"))}, ""},
		{"the first of two", []DeliverableReading{read("", reached(1, StagePublished, "2024-04")), read(AudienceMembers, reached(1, StageEndorsed, "2024-03"))}, "2024-03-31"},
	} {
		if got := OutputSince(c.of); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for _, s := range Stages {
		if s.IsOutput() != (s != StageToBeDeveloped && s != StageWorkshop) {
			t.Errorf("%s is an output: %v", s, s.IsOutput())
		}
	}
}

func TestADeliverableStandsForTheNoteOfACompletion(t *testing.T) {
	bare := NewStatusUpdate{UpdateContent: UpdateContent{Status: StatusCompleted, CompletedOn: "2024-06", EffectiveOn: "2024-06-10"}}
	noted, linked := bare, bare
	noted.Done, linked.Evidence = "All of it.", Links{{Title: "Guide", URL: "https://example.org/g"}}
	for _, c := range []struct {
		in    NewStatusUpdate
		since Date
		needs bool
		want  []string
	}{
		{bare, "", true, []string{"/done required"}}, {bare, "2024-06-11", true, []string{"/done required"}}, {bare, "2024-06-10", true, nil}, {bare, "2024-01-01", true, nil},
		{noted, "", false, nil}, {linked, "", false, nil},
	} {
		a := admission(focalPoint("iom"), ledBy("iom"))
		a.OutputSince = c.since
		_, _, err := a.Admit(c.in)
		if got := codes(err); !slices.Equal(got, c.want) || c.in.NeedsOutput() != c.needs {
			t.Errorf("with an output since %q: %q, want %q; needs one: %v", c.since, got, c.want, c.in.NeedsOutput())
		}
	}
}

func TestTheCheckCountsDeliverablesAsEvidence(t *testing.T) {
	found := func(change func(*ReportSource)) []string {
		src := sourceOf("2024-06-30", planned{"1.1", ItemContent{Objective: 1, Leads: List{"aus"}, Title: "Guide", Due: "2024", ExpectedOutput: "x"},
			[]StatusUpdate{on("2024-05-02", StatusCompleted, func(c *UpdateContent) { c.Done, c.CompletedOn = "", "2024-05" })}})
		src.Check = &CheckSource{QuietDays: DefaultQuietDays, History: src.StatusChanges, Fold: func(texts ...string) string { return strings.ToLower(strings.Join(texts, " ")) }}
		change(&src)
		var rules []string
		for _, f := range CheckPlan(src).Findings {
			if strings.HasPrefix(f.Rule, "completed-without") {
				rules = append(rules, f.Rule)
			}
		}
		return rules
	}
	with := func(links Links, s Stage) func(*ReportSource) {
		return func(src *ReportSource) {
			e := reached(1, s, "2024-05")
			e.Links = links
			r, _ := ReadDeliverable(guide(), ItemMark{}, []StageEntry{e}, src.View)
			src.Deliverables = map[string][]DeliverableReading{"1.1": {r}}
		}
	}
	for name, c := range map[string]struct {
		change func(*ReportSource)
		want   []string
	}{
		"nothing":         {func(*ReportSource) {}, []string{"completed-without-evidence"}},
		"only a workshop": {with(nil, StageWorkshop), []string{"completed-without-evidence"}},
		"published":       {with(nil, StagePublished), []string{"completed-without-link"}},
		"with a link":     {with(Links{{Title: "g", URL: "https://example.org"}}, StagePublished), nil},
		"for others":      {func(src *ReportSource) { src.Check.MoreDeliverables = map[string]bool{"1.1": true} }, nil},
	} {
		if got := found(c.change); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestFilteringDeliverables(t *testing.T) {
	d, _ := ReadDeliverable(guide(), ItemMark{Body: "wg", Leads: List{"iom", "aus"}}, []StageEntry{reached(1, StageEndorsed, "2024-02-10"), reached(2, StagePublished, "2024-04")}, View{AsOf: testToday})
	none, _ := ReadDeliverable(guide(), ItemMark{Body: "wg"}, nil, View{AsOf: testToday})
	for name, c := range map[string]struct {
		f          DeliverableFilter
		keeps, not bool
	}{
		"all":           {DeliverableFilter{}, true, true},
		"plan and body": {DeliverableFilter{Plan: List{"p-1"}, Body: List{"wg", "x"}, Ref: "1.1"}, true, true},
		"another ref":   {DeliverableFilter{Ref: "1.2"}, false, false},
		"lead":          {DeliverableFilter{Lead: List{"aus"}}, true, false},
		"kind":          {DeliverableFilter{Kind: []DeliverableKind{KindTool}}, false, false},
		"stage":         {DeliverableFilter{Stage: []Stage{StagePublished}}, true, false},
		"passed stage":  {DeliverableFilter{Stage: []Stage{StageEndorsed}}, false, false},
		"reached":       {DeliverableFilter{Reached: []Stage{StageEndorsed}}, true, false},
		"after":         {DeliverableFilter{ReachedAfter: "2024-04-29"}, true, false},
		"too late":      {DeliverableFilter{ReachedAfter: "2024-04-30"}, false, false},
		"before":        {DeliverableFilter{ReachedBefore: "2024-02-11"}, true, false},
		"such a stage":  {DeliverableFilter{Reached: []Stage{StageEndorsed}, ReachedAfter: "2024-03-01"}, false, false},
		"within":        {DeliverableFilter{Reached: []Stage{StagePublished}, ReachedAfter: "2024-03-01", ReachedBefore: "2024-05-01"}, true, false},
	} {
		if c.f.Keeps(d) != c.keeps || c.f.Keeps(none) != c.not {
			t.Errorf("%s: %v and %v, want %v and %v", name, c.f.Keeps(d), c.f.Keeps(none), c.keeps, c.not)
		}
	}
}

func TestAComparisonListsTheStagesReachedSince(t *testing.T) {
	src := sourceOf("2024-06-30", planned{"1.2", ItemContent{Title: "Later"}, nil}, planned{"1.1", ItemContent{Title: "Guide"}, nil})
	src.Deliverables = map[string][]DeliverableReading{}
	for _, ref := range []string{"1.1", "1.2"} {
		d := guide()
		d.Ref = ref
		r, _ := ReadDeliverable(d, ItemMark{}, []StageEntry{reached(1, StageEndorsed, "2024-02-10"), reached(2, StagePublished, "2024-04")}, src.View)
		src.Deliverables[ref] = []DeliverableReading{r}
	}
	src.Earlier = &EarlierState{AsOf: "2024-02-10", Plan: src.Plan, Items: src.Items}
	var got []string
	for _, s := range BuildReport(src).Since.Stages {
		got = append(got, s.Ref+" "+s.ItemTitle+" "+string(s.Entry.Stage))
	}
	if want := []string{"1.1 Guide published", "1.2 Later published"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	src.Scope.Leads = List{"nobody"}
	if n := len(BuildReport(src).Since.Stages); n != 0 {
		t.Errorf("out of scope: %d stages", n)
	}
}
