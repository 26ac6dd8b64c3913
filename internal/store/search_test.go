package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"fwptracker/internal/store"
	"fwptracker/internal/store/storetest"
	"fwptracker/internal/workplan"
)

// titles are what the search below looks through; the keys name them.
var titles = map[string]string{
	"vi":     "Đánh giá trữ lượng cá ngừ",
	"th":     "การประชุมคณะทำงานครั้งที่เก้า",
	"bn":     "কর্মপরিকল্পনা",
	"neil":   "O'Neil's review of plan-2026",
	"signs":  `100% of "it" is_done; \ (draft)`,
	"plain":  "Train border police in 10 states",
	"french": "Réunion à Genève",
	"digits": "Q4 5",
}

// searches are what people type, and what they must find.
var searches = map[string][]string{
	"tru luong": {"vi"}, "danh gia": {"vi"}, "Đánh giá": {"vi"}, "DANH GIA": {"vi"}, "ca": {"vi"},
	"ประชุม": {"th"}, "ครั้ง": {"th"}, "ครง": nil, "পরিকল্পনা": {"bn"},
	"plan-2026": {"neil"}, "O'Neil": {"neil"}, "oneil": {"neil"}, "plan 2026": {"neil"}, "neil's": {"neil"},
	"%": nil, "_": nil, `"`: nil, `\`: nil, "'": nil, "%%%": nil, "___": nil, "*": nil, "-": nil,
	"100%": {"signs"}, "is_done": {"signs"}, `"it"`: {"signs"}, "(draft)": {"signs"}, "t_ain": nil, "tr%n": nil,
	"train": {"plain"}, "rai": {"plain"}, "TRAIN police": {"plain"}, "train fishermen": nil, "10": {"plain", "signs"}, "1": {"plain", "signs"},
	"reunion geneve": {"french"}, "Genève": {"french"}, "à": {"french", "neil", "plain", "signs", "vi"}, "q4": {"digits"}, "5": {"digits"},
	"AND": nil, "train OR danh": nil, "NEAR(train)": nil, "search_text:train": nil, "": {"bn", "digits", "french", "neil", "plain", "signs", "th", "vi"},
	"x' OR '1'='1": nil, "; DROP TABLE members": nil, "\x00": nil, "tra\x00in": {"plain"},
}

func TestSearchFindsWhatPeopleType(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		names := map[string]string{}
		write(t, s, func(tx *store.Tx) error {
			must(t, addBody(tx, "ex"))
			must(t, addPlan(tx, "ex", "ex-1", workplan.AudiencePublic))
			for n, name := range slices.Sorted(maps.Keys(titles)) {
				ref := []string{"2", "3", "4", "6", "7", "8", "9", "22"}[n] // not found by the digits searched for
				i, err := addItem(tx, item("ex-1", ref, workplan.ItemContent{Title: titles[name]}), nil)
				must(t, err)
				names[ref] = name
				u := update(i, 1, workplan.UpdateContent{Done: titles[name]})
				must(t, tx.AddUpdate(&u))
			}
			return nil
		})
		for q, want := range searches {
			items, err := s.Read(ctx).ListItems(all, workplan.ItemFilter{Query: q}, workplan.Page{Limit: 50, Sort: []workplan.Sort{{Word: "ref"}}})
			must(t, err)
			updates, err := s.Read(ctx).ListUpdates(all, workplan.UpdateFilter{Query: q, View: workplan.View{Current: true}},
				workplan.Page{Limit: 50, Sort: []workplan.Sort{{Word: "recorded"}}})
			must(t, err)
			var gotItems, gotUpdates, matched []string
			for _, i := range items.Rows {
				gotItems = append(gotItems, names[i.Ref])
			}
			for _, u := range updates.Rows {
				gotUpdates = append(gotUpdates, names[u.Ref])
			}
			for _, name := range slices.Sorted(maps.Keys(titles)) {
				if store.Matches(q, titles[name]) {
					matched = append(matched, name)
				}
			}
			for what, got := range map[string][]string{"items": gotItems, "updates": gotUpdates, "Matches": matched} {
				slices.Sort(got)
				if !slices.Equal(got, want) {
					t.Errorf("%q finds %s %v, want %v", q, what, got, want)
				}
			}
		}
	})
}

func TestSearchKnowsOtherNames(t *testing.T) {
	t.Parallel()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		small(t, s)
		page := workplan.Page{Limit: 5, Sort: []workplan.Sort{{Word: "code"}}}
		write(t, s, func(tx *store.Tx) error {
			m, err := addMember(tx, "vnm", "Viet Nam", "Việt Nam", "Socialist Republic of Vietnam")
			must(t, err)
			_, err = addItem(tx, item("ex-1", "3.1", workplan.ItemContent{Title: "x", Leads: workplan.List{"vnm"}}), map[string]workplan.Member{"vnm": m})
			must(t, err)
			return tx.AddUser(&workplan.User{Username: "t.nguyen", Name: "Trần Nguyễn", Email: "tran_n@mofa.example", Version: 1, CreatedAt: noon, UpdatedAt: noon})
		})
		for _, q := range []string{"vietnam", "Viet Nam", "việt nam", "socialist republic", "VNM"} {
			members, err := s.Read(ctx).ListMembers(workplan.MemberFilter{Query: q}, page)
			items, err2 := s.Read(ctx).ListItems(all, workplan.ItemFilter{Query: q}, workplan.Page{Limit: 5, Sort: []workplan.Sort{{Word: "ref"}}})
			if err != nil || err2 != nil || len(members.Rows) != 1 || len(items.Rows) != 1 || items.Rows[0].Ref != "3.1" {
				t.Errorf("%q finds %d members, %d items (%v, %v)", q, len(members.Rows), len(items.Rows), err, err2)
			}
		}
		for q, want := range map[string]int{"tran nguyen": 1, "Trần": 1, "t.nguyen": 1, "tran_n@mofa.example": 1, "mofa": 1, "%": 0, "_": 0, "@": 0, "smith": 0, "": 1} {
			users, err := s.Read(ctx).ListUsers(nil, workplan.UserFilter{Query: q}, workplan.Page{Limit: 5, Sort: []workplan.Sort{{Word: "username"}}})
			if err != nil || len(users.Rows) != want {
				t.Errorf("%q finds %d users, want %d (%v)", q, len(users.Rows), want, err)
			}
		}
	})
}

func TestTheSearchIndexIsTheTable(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, store.SQLite)
	i := small(t, s)
	for n := range 30 {
		write(t, s, func(tx *store.Tx) error {
			i.Title = fmt.Sprintf("Title number %d ประชุม", n)
			if n == 20 {
				i.Removed = true
			}
			must(t, tx.ChangeItem(i, nil, noon, ""))
			i.Version++
			if n%2 == 0 {
				must(t, tx.ChangeStanding(i, i.Standing, noon))
				i.Version++
			}
			u := update(i, n+2, workplan.UpdateContent{Done: i.Title})
			return tx.AddUpdate(&u)
		})
	}
	for _, index := range []string{"item_search", "update_search"} {
		write(t, s, func(tx *store.Tx) error {
			return tx.Exec(fmt.Sprintf("INSERT INTO %s (%s, rank) VALUES ('integrity-check', 1)", index, index))
		})
	}
	for q, want := range map[string]int{"number 29": 1, "title number": 30, "begun": 1} {
		list, err := s.Read(ctx).ListUpdates(all, workplan.UpdateFilter{Query: q, View: workplan.View{Current: true}}, workplan.Page{Limit: 50, Sort: []workplan.Sort{{Word: "recorded"}}})
		if err != nil || len(list.Rows) != want {
			t.Errorf("%q finds %d updates, want %d (%v)", q, len(list.Rows), want, err)
		}
	}
	if err := s.InTx(ctx, func(tx *store.Tx) error {
		must(t, tx.Exec("INSERT INTO item_search (item_search, rowid, search_text) VALUES ('delete', ?, 'another text')", i.ID))
		return tx.Exec("INSERT INTO item_search (item_search, rank) VALUES ('integrity-check', 1)")
	}); err == nil {
		t.Error("the check of the index finds nothing wrong with a wrong index")
	}
}

// TestMarksStandWhereSearchFinds holds the marks in a text to what the search compares: a text in which every word is marked is one that is found, and
// what stands between a mark's ends folds to the word.
func TestMarksStandWhereSearchFinds(t *testing.T) {
	t.Parallel()
	for q := range searches {
		for name, text := range titles {
			marked := map[int]bool{}
			for _, m := range store.Marks(q, text) {
				marked[m.Word] = true
				if between := store.Fold(text[m.From:m.To]); !slices.ContainsFunc(strings.Fields(q), func(w string) bool { return store.Fold(w) == between }) {
					t.Errorf("%q marks %q in %s", q, text[m.From:m.To], name)
				}
			}
			count := 0
			for _, w := range strings.Fields(q) {
				if store.Fold(w) != "" {
					count++
				}
			}
			if found := count > 0 && store.Matches(q, text); found != (count > 0 && len(marked) == count) {
				t.Errorf("%q finds %s: %t; %d of %d words are marked", q, name, found, len(marked), count)
			}
		}
	}
	for _, c := range []struct{ q, text, want string }{
		{"vietnam", "with Viet Nam’s police", "Viet Nam"}, {"geneve reunion", "Une Réunion à Gene\u0300ve!", "Réunion|Gene\u0300ve"}, {"aa", "aaa", "aa|aa"}, {"?!", "?!", ""},
	} {
		var got []string
		for _, m := range store.Marks(c.q, c.text) {
			got = append(got, c.text[m.From:m.To])
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%q in %q: %q", c.q, c.text, got)
		}
	}
}
