package report

import (
	"strings"
	"testing"
)

func TestWhatAPDFCannotShowIsNamedWhereItStands(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][2]string{
		"Done 😀 well":                        {"Done [U+1F600] well", "symbols that its fonts lack (U+1F600)"},
		"👨‍👩‍👧 → ✓":                          {"[U+1F468\u00a0and\u00a02\u00a0more] → ✓", "(U+1F468, U+1F469, U+1F467)"},
		"the སྐད་ཡིག course":                 {"the [Tibetan] course", "Tibetan"},
		"a\uffffb \U0010fffe":                {"a[U+FFFF]b [U+10FFFE]", "signs that Unicode does not know (U+FFFF, U+10FFFE)"},
		"Z\u0353\u036b\u0350\u0319 stacked":  {"Z[U+0353\u00a0and\u00a03\u00a0more] stacked", "letters with accents that Unicode has not composed (U+0353,"},
		"The word (שלום!) and שלום-7 remain": {"The word [Hebrew] and [Hebrew] remain", "Hebrew"},
		"تدريب: 12 officers،\nnext":          {"[Arabic] 12 officers[U+060C]\nnext", "Arabic"},
		"Đào tạo 培训、培 x":                     {"Đào tạo [Chinese (Han)][U+3001][Chinese (Han)] x", "Chinese (Han)"},
	} {
		d, err := settable(aDocument(paragraph{Text: text}), advancesOf(t), false)
		if err != nil {
			t.Fatal(err)
		}
		said, note := d.blocks[1].(paragraph).Text, d.blocks[2].(paragraph)
		if said != want[0] || !note.Note || !strings.Contains(note.Text, want[1]) || !strings.Contains(note.Text, "docx") {
			t.Errorf("%q is set as %q with %q, want %q with %q", text, said, note.Text, want[0], want[1])
		}
		pages := pagesOf(t, plainFile(t, compose(saying(text), english)))
		var all strings.Builder
		for _, p := range pages {
			all.WriteString(p.String())
		}
		if !strings.Contains(all.String(), dense(want[0])) || !strings.Contains(pages[len(pages)-1].String(), dense(want[1])) {
			t.Errorf("%q: the pages say %.300q", text, pages[len(pages)-1].String())
		}
		if again, err := settable(d, advancesOf(t), true); err != nil {
			t.Errorf("what was put in the place of %q cannot be set: %v %v", text, err, again)
		}
	}
}

func TestANoteIsShortHoweverMuchIsLacking(t *testing.T) {
	t.Parallel()
	var many strings.Builder
	for r := rune(0x1f300); r < 0x1f600; r++ {
		many.WriteRune(r)
		many.WriteByte(' ')
	}
	d, err := settable(aDocument(paragraph{Text: many.String()}), advancesOf(t), false)
	if err != nil {
		t.Fatal(err)
	}
	if note := d.blocks[2].(paragraph).Text; len(note) > 600 || !strings.Contains(note, " more)") {
		t.Errorf("the note is %q", note)
	}
	if d, _ = settable(aDocument(paragraph{Text: "all can be shown"}), advancesOf(t), false); len(d.blocks) != 2 {
		t.Errorf("a report that is whole has the note %v", d.blocks[2])
	}
}
