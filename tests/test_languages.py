"""Stop words of six languages, and telling the language of a text: talk invented for it, in those and in their kin."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.datafiles import data_path
from onrecord.languages import LANGUAGES, detected, shares, stop_words
from onrecord.table import from_transcripts
from onrecord.tokens import fold, tokenize
from tests.builders import built

# The same little speech, in the languages that are known and in those that could be taken for them.
KNOWN = {
    "en": """Thank you, Mr. Speaker. Today we are discussing a proposal that is very important for our country. The
        government has not done what it should have done and people are tired of waiting. You cannot say that everything
        is fine when so many families cannot pay the rent.""",
    "fr": """Merci, monsieur le président. Nous discutons aujourd'hui d'une proposition qui est très importante pour
        notre pays. Le gouvernement n'a pas fait ce qu'il devait faire et les gens sont fatigués d'attendre. On ne peut
        pas dire que tout va bien quand tant de familles ne peuvent pas payer leur loyer.""",
    "de": """Vielen Dank, Frau Präsidentin. Wir sprechen heute über einen Vorschlag, der für unser Land sehr wichtig
        ist. Die Regierung hat nicht getan, was sie hätte tun müssen, und die Menschen sind müde vom Warten. Man kann
        nicht sagen, dass alles gut ist, wenn so viele Familien ihre Miete nicht bezahlen können.""",
    "es": """Muchas gracias, señor presidente. Hoy debatimos una propuesta que es muy importante para nuestro país. El
        gobierno no ha hecho lo que tenía que hacer y la gente está cansada de esperar. No se puede decir que todo va
        bien cuando hay tantas familias que no pueden pagar el alquiler.""",
    "uk": """Дякую, пане головуючий. Сьогодні ми обговорюємо пропозицію, яка дуже важлива для нашої країни. Уряд не
        зробив того, що мав зробити, і люди втомилися чекати. Не можна казати, що все добре, коли так багато родин не
        можуть заплатити за житло.""",
    "ru": """Спасибо, господин председатель. Сегодня мы обсуждаем предложение, которое очень важно для нашей страны.
        Правительство не сделало того, что должно было сделать, и люди устали ждать. Нельзя говорить, что всё хорошо,
        когда так много семей не могут заплатить за жильё.""",
}
UNKNOWN = {
    "Catalan": """Moltes gràcies, senyora presidenta. Avui presentem aquesta proposta perquè creiem que els ciutadans
        del nostre país tenen dret a un habitatge digne. No pot ser que les famílies hagin de marxar de casa seva perquè
        no poden pagar el lloguer. Per això demanem que s'aprovi la llei i que es destinin els recursos que calen.""",
    "Portuguese": """Muito obrigado, senhor presidente. Hoje discutimos uma proposta que é muito importante para o
        nosso país. O governo não fez o que devia fazer e as pessoas estão cansadas de esperar. Não se pode dizer que
        está tudo bem quando há tantas famílias que não conseguem pagar a renda da casa.""",
    "Galician": """Moitas grazas, señor presidente. Hoxe traemos aquí unha proposta que é moi importante para o noso
        país. O goberno non fixo o que tiña que facer e a xente está cansa de agardar. Nós queremos que os hospitais
        teñan máis médicos. Non se pode dicir que todo vai ben cando hai tantas familias que non poden pagar a casa.""",
    "Italian": """Grazie, signor presidente. Oggi discutiamo una proposta che è molto importante per il nostro paese. Il
        governo non ha fatto quello che doveva fare e le persone sono stanche di aspettare. Non si può dire che va tutto
        bene quando ci sono tante famiglie che non riescono a pagare l'affitto della casa.""",
    "Dutch": """Dank u wel, voorzitter. Vandaag bespreken we een voorstel dat heel belangrijk is voor ons land. De
        regering heeft niet gedaan wat zij had moeten doen en de mensen zijn het wachten moe. Men kan niet zeggen dat
        alles goed gaat als zoveel gezinnen de huur van hun huis niet kunnen betalen.""",
    "Bulgarian": """Благодаря, господин председател. Днес обсъждаме едно предложение, което е много важно за нашата
        страна. Правителството не направи това, което трябваше да направи, и хората са уморени да чакат. Не може да се
        каже, че всичко е наред, когато толкова много семейства не могат да си платят наема.""",
    "Belarusian": """Дзякуй вялікі, спадар старшыня. Сёння мы абмяркоўваем прапанову, якая вельмі важная для нашай
        краіны. Урад не зрабіў таго, што павінен быў зрабіць, і людзі стаміліся чакаць. Нельга сказаць, што ўсё добра,
        калі так многа сем'яў не можа заплаціць за жыллё.""",
    "Serbian": """Хвала вам, господине председниче. Данас разговарамо о предлогу који је веома важан за нашу земљу.
        Влада није урадила оно што је требало да уради и људи су уморни од чекања. Не може се рећи да је све у реду када
        толико породица не може да плати кирију.""",
    "Polish": """Dziękuję bardzo, panie marszałku. Dzisiaj rozmawiamy o projekcie, który jest bardzo ważny dla naszego
        kraju. Rząd nie zrobił tego, co powinien był zrobić, i ludzie są zmęczeni czekaniem.""",
    "Turkish": """Teşekkür ederim Sayın Başkan. Değerli milletvekilleri, bugün ülkemiz için çok önemli olan bir teklifi
        görüşüyoruz. Hükümet yapması gerekeni yapmadı ve insanlar beklemekten yoruldu.""",
    "Greek": """Σας ευχαριστώ, κύριε πρόεδρε. Σήμερα συζητάμε μια πρόταση που είναι πολύ σημαντική για τη χώρα μας. Η
        κυβέρνηση δεν έκανε αυτό που έπρεπε να κάνει και οι άνθρωποι έχουν κουραστεί να περιμένουν.""",
    "Arabic": "شكرا سيدي الرئيس. السيدات والسادة النواب، نناقش اليوم اقتراحا مهما جدا لبلدنا. لم تفعل الحكومة ما كان",
    "Chinese": "谢谢主席先生。各位议员，今天我们讨论的提案对我们国家非常重要。政府没有做它应该做的事情。",
}
# What may be the very subject of a debate.
POLICY = {
    "fr": "état états pouvoir guerre loi droit or ministre gouvernement président accord paix pays aide emploi emplois",
    "de": "land staat macht recht krieg frauen kinder gesetz arbeit ehe werte tat regierung präsident steuern wohnung",
    "es": "estado poder derecho guerra ley gobierno presidente pueblo paz acuerdo tipo trabajo paro mujeres país",
    "uk": "рада ради держава влада війна мир право країна уряд закон президент люди справа",
    "ru": "мир мира власть государство война право страна правительство закон президент стали люди",
    "en": "states state general system bill fire billion serious significant war power right-wing",
}
ADDRESS = {
    "en": "thank mr please",
    "fr": "merci monsieur madame mesdames l d qu c n",
    "de": "danke herr frau kollegen damen",
    "es": "gracias señor señora señorías don",
    "uk": "дякую пане пані шановні колеги",
    "ru": "спасибо господин госпожа уважаемые коллеги",
}


def table_of(*speeches):
    return from_transcripts([built([("A", speech) for speech in speeches])])


@pytest.mark.parametrize("code", LANGUAGES)
def test_lists(code):
    """A list holds terms as the tokeniser makes them, each once, forms of address too, and no word of policy."""
    words = stop_words(code)
    assert set(words) == {str(term) for word in words for term in tokenize(word).vocabulary}
    assert all(len(tokenize(word)) == 1 for word in words)
    assert 400 < len(words) < 700
    assert set(ADDRESS[code].split()) <= words
    assert not set(POLICY[code].split()) & words
    name = {"en": "briefing"}.get(code, code)
    lines = data_path("stopwords", f"{name}.txt").read_text(encoding="utf-8").splitlines()
    written = fold([word for line in lines for word in line.partition("#")[0].split()])
    assert len(written) == len(set(written))


def test_an_unknown_language_has_no_stop_words():
    """No list is taken for another's."""
    assert stop_words("") == stop_words("ca") == stop_words("../en") == frozenset()


@pytest.mark.parametrize("code", LANGUAGES)
def test_known_languages_are_told(code):
    """A speech is in its language, with a share that no other comes near; a quotation in another changes nothing."""
    table = table_of(KNOWN[code])
    found = shares(table)
    assert detected(table) == code
    assert found[code] > 0.55
    assert max(found[other] for other in LANGUAGES if other != code) < 0.3
    other = UNKNOWN["Turkish"] if code != "es" else KNOWN["de"].partition(".")[0]
    assert detected(table_of(KNOWN[code], KNOWN[code], other)) == code


@pytest.mark.parametrize("language", UNKNOWN)
def test_other_languages_are_in_none(language):
    """Kin of the known languages and others are never taken for one of them."""
    assert detected(table_of(UNKNOWN[language])) == ""


@pytest.mark.parametrize(("one", "other"), [("en", "fr"), ("uk", "ru"), ("de", "en")])
def test_half_and_half_is_in_none(one, other):
    """A table half in one language and half in another is in neither."""
    assert detected(table_of(KNOWN[one], KNOWN[other])) == ""


def test_few_words_are_in_none():
    """Nine words are too few, ten are enough; no words have no shares."""
    words = tokenize(KNOWN["en"])
    spoken = [str(term) for term in words.vocabulary[words.term]]
    assert detected(table_of(" ".join(spoken[:9]))) == ""
    assert detected(table_of(" ".join(spoken[:10]))) == "en"
    nothing = from_transcripts([])
    assert detected(nothing) == ""
    assert list(shares(nothing)) == list(LANGUAGES)
    assert all(math.isnan(share) for share in shares(nothing).values())


def test_an_answer_can_be_changed_without_harm():
    """Writing into the shares changes no later answer."""
    table = table_of(KNOWN["de"])
    shares(table)["de"] = 0
    assert detected(table) == "de"


@given(st.lists(st.sampled_from(["the", "war", "la", "der", "не", "і", "Land", "in", "d'un"]), max_size=30))
def test_shares_are_a_naive_recount(words):
    """Each share is the listed words over all words, counted one by one."""
    table = table_of(" ".join(words))
    spoken = list(table.vocabulary[table.token_term])
    for code, share in shares(table).items():
        expected = sum(term in stop_words(code) for term in spoken) / len(spoken) if spoken else math.nan
        assert share == pytest.approx(expected, nan_ok=True)
