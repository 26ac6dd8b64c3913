package workplan

import (
	"cmp"
	"slices"
	"strings"
)

// Body is a working group or work stream that owns plans and meetings. All bodies share one register of members.
type Body struct {
	Stamp
	Code string
	BodyContent
}

// BodyContent is what the keepers of a body may edit. ProtocolOrder lists member codes in the order in which the body names its members; those
// that it does not list follow by name. Source says where the facts come from.
type BodyContent struct {
	Name          string
	ShortName     string
	Description   string
	ProtocolOrder List
	Source        string
}

// NewBody is a body to be created by an admin.
type NewBody struct {
	Code string
	BodyContent
}

// Faults lists the broken rules of a new body.
func (b NewBody) Faults() Faults {
	var f Faults
	f.newCode("/code", b.Code)
	if b.Code == SystemChain {
		f.Add("/code", "reserved", "%q names the system itself", SystemChain)
	}
	return append(f, b.BodyContent.Faults()...)
}

// Faults lists the broken rules of a body's content.
func (b BodyContent) Faults() Faults {
	var f Faults
	f.name("/name", b.Name, true)
	f.name("/short_name", b.ShortName, false)
	f.text("/description", b.Description)
	f.codes("/protocol_order", b.ProtocolOrder, maxProtocol)
	f.text("/source", b.Source)
	return f
}

// plainLetters takes the marks off the letters of names, so that Åland stands under A and Côte d'Ivoire before Croatia.
var plainLetters = func() *strings.Replacer {
	var pairs []string
	for plain, marked := range map[string]string{"a": "àáâãäåāăąạảấầẩẫậắằẳẵặ", "c": "çćč", "d": "ďđð", "e": "èéêëēęěẹẻẽếềểễệ", "g": "ğ", "i": "ìíîïīıịỉĩ", "l": "ł", "n": "ñńň",
		"o": "òóôõöøōőọỏốồổỗộơớờởỡợ", "r": "ř", "s": "śşš", "t": "ţť", "u": "ùúûüūůűụủũưứừửữự", "y": "ýÿỳỵỷỹ", "z": "źżž"} {
		for letter := range strings.SplitSeq(marked, "") {
			pairs = append(pairs, letter, plain)
		}
	}
	return strings.NewReplacer(pairs...)
}()

// alphabetical is a name as it is put in order.
func alphabetical(name string) string { return plainLetters.Replace(strings.ToLower(name)) }

// InProtocolOrder compares two members as the body names them: in its protocol order, the others after them by name.
func (b BodyContent) InProtocolOrder(code, name, otherCode, otherName string) int {
	place := func(code string) int {
		if n := slices.Index(b.ProtocolOrder, code); n >= 0 {
			return n
		}
		return len(b.ProtocolOrder)
	}
	return cmp.Or(cmp.Compare(place(code), place(otherCode)), cmp.Compare(alphabetical(name), alphabetical(otherName)), cmp.Compare(code, otherCode))
}
