import { describe, expect, test } from "bun:test";
import { guessLanguage } from "./guess-language.ts";
import type { Language } from "./languages.ts";
import { Tokenizer } from "./tokenizer.ts";

const tokenizer = new Tokenizer();
const termsOf = (text: string, language: Language = "en") =>
  tokenizer.wordsOf(text, language).flatMap(({ term, isStopWord }) => (isStopWord ? [] : [term]));

describe("the terms of a text", () => {
  test.each<[string, string[], Language]>([
    ["cancel cancelled cancellation cancels", ["cancel", "cancel", "cancel", "cancel"], "en"],
    ["Wi-Fi wifi WiFi", ["wifi", "wifi", "wifi"], "en"],
    ["e-mail email E-Mails", ["email", "email", "email"], "en"],
    ["The CAFÉ isn't Ken’s, is it?", ["cafe", "ken"], "en"],
    ["two-day delivery", ["two", "day", "deliveri"], "en"],
    ["1,000.50 4.90", ["1,000.50", "4.90"], "en"],
    ["ﬁne ｗｉｄｅ", ["fine", "wide"], "en"],
    ["Straße Strasse", ["strass", "strass"], "de"],
    ["Rückgaben Rückgabe", ["ruckgab", "ruckgab"], "de"],
    ["l'heure d'ouverture", ["heur", "ouvertur"], "fr"],
    ["devoluciones devolución", ["devolu", "devolu"], "es"],
    ["IŞIK ışık İADE iade", ["isik", "isik", "iade", "iade"], "tr"],
    ["Tesla'nın", ["tesla"], "tr"],
    ["заказы заказ ещё", ["заказ", "заказ"], "ru"],
    ["والطلبات الطلب طلب", ["طلب", "طلب", "طلب"], "ar"],
    ["كِتَاب كتاب", ["كتاب", "كتاب"], "ar"],
    ["किताबें किताब", ["किताब", "किताब"], "hi"],
    ["काल कील", ["काल", "कील"], "hi"],
    ["ההחזרות החזרה חזרה", ["חזר", "חזר", "חזר"], "he"],
    ["商品を返品", ["商品", "品を", "を返", "返品"], "ja"],
    ["iPhoneの返品", ["iphon", "の返", "返品"], "ja"],
    ["退货", ["退货"], "zh"],
    ["สินค้า", ["สินค้า"], "th"],
    ["배송비", ["배송", "송비"], "ko"],
  ])("of %p are %j", (text, terms, language) => expect(termsOf(text, language)).toEqual(terms));

  test("keep vowel signs: कल is not काल", () => {
    const [one, other] = tokenizer.wordsOf("कल काल", "hi");
    expect(one?.term).not.toBe(other?.term);
  });

  test("are at most forty characters long", () => {
    expect(termsOf("z".repeat(41))).toEqual(["z".repeat(40)]);
  });

  test("are the same however many words were met before", () => {
    const worn = new Tokenizer();
    for (let at = 0; at < 20_001; at += 1) worn.wordsOf(`word${at}`, "en");
    expect(worn.wordsOf("deliveries", "en")).toEqual(tokenizer.wordsOf("deliveries", "en"));
  });
});

describe("the language of a text", () => {
  test.each<[string, Language | null]>([
    ["Where is my order?", "en"],
    ["Wie hoch sind die Versandkosten?", "de"],
    ["Où est ma commande ?", "fr"],
    ["¿Dónde está mi pedido?", "es"],
    ["Dov'è il mio ordine?", "it"],
    ["Como posso devolver a minha encomenda?", "pt"],
    ["Waar is mijn bestelling?", "nl"],
    ["Gdzie jest moje zamówienie?", "pl"],
    ["Siparişim nerede?", "tr"],
    ["Где мой заказ?", "ru"],
    ["أين طلبي؟", "ar"],
    ["איפה ההזמנה שלי?", "he"],
    ["मेरा ऑर्डर कहाँ है?", "hi"],
    ["注文はどこですか", "ja"],
    ["我的订单在哪里", "zh"],
    ["คำสั่งซื้อของฉันอยู่ที่ไหน", "th"],
    ["내 주문은 어디에 있나요?", "ko"],
    ["PayPal?", null],
    ["12345", null],
    ["", null],
  ])("of %p is %p", (text, language) => expect(guessLanguage(text)).toBe(language));

  test("is English where all words are, though most are stop words of another language", () => {
    expect(guessLanguage("We open at nine, on Saturdays at ten.")).toBe("en");
    expect(guessLanguage("Was war das für ein Tag?")).toBe("de");
    expect(guessLanguage("On ten sam dzień")).toBe("pl");
  });

  test("is one of the articles' where the words leave it open", () => {
    expect(guessLanguage("PayPal?", new Set(["de"]))).toBe("de");
    expect(guessLanguage("Where is my order?", new Set(["de"]))).toBe("en");
  });
});
