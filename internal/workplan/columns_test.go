package workplan

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestListsAndLinksSurviveTheirColumn(t *testing.T) {
	for _, list := range []List{{}, {"a"}, {"Viet Nam", "Vietnam", `"`, "é,\n"}} {
		stored, err := list.Value()
		if err != nil {
			t.Fatal(err)
		}
		var fromText, fromBytes List
		if err := fromText.Scan(stored); err != nil {
			t.Fatal(err)
		}
		if err := fromBytes.Scan([]byte(stored.(string))); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(list, fromText) + cmp.Diff(list, fromBytes); diff != "" {
			t.Error(diff)
		}
	}
	links := Links{{Title: "Guide", URL: "https://example.org/?a=1&b=2"}}
	stored, err := links.Value()
	var got Links
	if err != nil || got.Scan(stored) != nil || !cmp.Equal(links, got) {
		t.Errorf("stored %v, read %v (%v)", stored, got, err)
	}
}

func TestNoListIsStoredAsAnEmptyOne(t *testing.T) {
	list, err := List(nil).Value()
	links, err2 := Links(nil).Value()
	if list != "[]" || links != "[]" || err != nil || err2 != nil {
		t.Errorf("stored %v and %v", list, links)
	}
}

func TestAColumnThatHoldsSomethingElseIsAnError(t *testing.T) {
	for _, src := range []any{7, "", "{}", `["a"`, []byte("[1]")} {
		var l List
		if err := l.Scan(src); err == nil {
			t.Errorf("%v was read as %v", src, l)
		}
	}
	kept := List{"a"}
	if err := kept.Scan(nil); err != nil || !kept.Has("a") || kept.Has("b") {
		t.Errorf("NULL was read as %v, %v", kept, err)
	}
}
