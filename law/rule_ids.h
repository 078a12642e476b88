// SPDX-License-Identifier: Apache-2.0
// The rule versions that code applies: the ids of ref/law-rules.csv with _ for -, in its order. A
// version that is named here and lacks a row, or texts in three languages, stops the start.
#ifndef LAW_RULE_IDS_H
#define LAW_RULE_IDS_H

#define LAW_RULE_IDS(X)                                                                       \
    X(TR_01) X(TR_02) X(TR_03) X(TR_04) X(TR_05) X(RE_01) X(RE_02) X(RE_03) X(RE_04)           \
    X(RE_05) X(RE_06) X(RE_07) X(RE_08) X(RE_09) X(RE_10) X(RE_11) X(RE_15) X(RE_16)           \
    X(RE_17) X(TG_01) X(TG_02) X(TG_03) X(TG_04) X(TG_05) X(TG_06) X(TG_07) X(TG_09)           \
    X(TG_10) X(TG_11) X(TG_12) X(TG_13) X(TG_14) X(TG_15) X(TG_16) X(TG_17) X(TG_19)           \
    X(PE_01) X(PE_02) X(PE_03) X(PE_04) X(PE_05) X(PE_06) X(PE_07) X(PE_08) X(CM_01)           \
    X(CM_02) X(CM_05) X(CM_06) X(CG_01) X(CG_03) X(ST_01) X(DU_01) X(DU_02) X(DU_03)           \
    X(DU_04) X(DU_05) X(DU_06) X(DU_07) X(DU_08) X(DU_09) X(DU_10) X(DU_11) X(DU_12)           \
    X(DU_13) X(DU_14) X(DU_15) X(DU_16) X(DU_17) X(DU_18) X(DU_20) X(DU_21) X(DU_22)           \
    X(DU_23) X(DU_24) X(CO_01) X(CO_02) X(CO_03) X(CO_04) X(CO_05) X(CO_06) X(CO_07)           \
    X(CO_09) X(CO_10) X(CO_12) X(CO_16) X(CO_18) X(CO_19) X(CO_20) X(PL_06) X(PL_08)           \
    X(AB_01) X(AB_03) X(AB_04) X(AB_05) X(AB_06) X(AB_07) X(AB_08) X(AB_09) X(AB_10)           \
    X(AB_11) X(LV_01) X(LV_02) X(LV_03) X(LV_04) X(LV_05) X(LV_06) X(LV_07) X(LV_08)           \
    X(LV_09) X(LV_10) X(LV_11) X(LV_12) X(SP_03) X(BE_02) X(BE_03) X(BE_04) X(BE_05)           \
    X(BE_06) X(BE_07) X(BE_08) X(BE_09) X(BE_10) X(BE_12) X(BE_13) X(BE_14) X(BE_15)           \
    X(BE_16) X(BE_17) X(BE_18) X(BE_22) X(BE_23) X(NT_01) X(NT_02) X(NT_03) X(NT_05)           \
    X(NT_06) X(NT_09) X(NT_10) X(NT_11) X(NT_12) X(NT_13) X(NT_15) X(NT_16) X(NT_17)           \
    X(NT_18) X(NT_19) X(NT_23) X(NT_24) X(NT_25) X(NT_26) X(NT_27) X(NT_28) X(NT_29)           \
    X(LG_01) X(LG_02) X(LG_03) X(LG_04) X(LG_05) X(LG_06) X(SS_01) X(SS_02) X(SS_03)           \
    X(SS_04) X(SS_05) X(SS_06) X(EX_01) X(AT_02) X(AT_03) X(AT_06) X(TE_01) X(TE_02)           \
    X(TE_03) X(TE_04) X(TE_06) X(AD_01) X(AD_02) X(AD_03) X(AD_04) X(AD_05) X(AD_06)           \
    X(AD_08) X(AD_09) X(AD_10) X(DP_02) X(DP_03) X(DP_04) X(DP_05) X(DP_06) X(DP_07)           \
    X(DP_08) X(CV_02) X(CV_03) X(CV_04) X(CV_07) X(GO_05) X(GO_09) X(BE_24) X(CV_08)

#endif
